import { briefContract } from "./brief/contract.ts";
import { callsContract } from "./calls/contract.ts";
import { monthContract } from "./month/contract.ts";
import { offerChangesContract } from "./offer-changes/contract.ts";
import { winBackRateContract } from "./win-back-rate/contract.ts";

export { type CheckUpShape, checkUpShape } from "./calls/contract.ts";

export const checkUpsContract = {
  ...callsContract,
  ...monthContract,
  ...briefContract,
  ...offerChangesContract,
  ...winBackRateContract,
};
