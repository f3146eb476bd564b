import { agreementsContract } from "./agreements/contract.ts";
import { breathersContract } from "./breathers/contract.ts";
import { comebackRecordContract } from "./comeback-record/contract.ts";
import { fillingBlocksContract } from "./filling-blocks/contract.ts";
import { quotaGapContract } from "./quota-gap/contract.ts";
import { resetsContract } from "./resets/contract.ts";
import { whatNowContract } from "./what-now/contract.ts";

/** What follows a loss. */
export const recoveryContract = {
  ...whatNowContract,
  ...breathersContract,
  ...resetsContract,
  ...agreementsContract,
  ...comebackRecordContract,
  ...fillingBlocksContract,
  ...quotaGapContract,
};
