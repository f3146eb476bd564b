import { aimsContract } from "./aims/contract.ts";
import { onDealsContract } from "./on-deals/contract.ts";
import { settingsContract } from "./settings/contract.ts";

/** Whom we aim at, and whether it works. */
export const audienceContract = {
  ...aimsContract,
  ...onDealsContract,
  ...settingsContract,
};
