import { aimsContract } from "./aims/contract.ts";
import { earlyLossesContract } from "./early-losses/contract.ts";
import { idealCustomerContract } from "./ideal-customer/contract.ts";
import { onDealsContract } from "./on-deals/contract.ts";
import { overTimeContract } from "./over-time/contract.ts";
import { settingsContract } from "./settings/contract.ts";

/** Whom we aim at, and whether it works. */
export const audienceContract = {
  ...aimsContract,
  ...onDealsContract,
  ...settingsContract,
  ...earlyLossesContract,
  ...overTimeContract,
  ...idealCustomerContract,
};
