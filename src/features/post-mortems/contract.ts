import { agreementContract } from "./agreement/contract.ts";
import { conversationsContract } from "./conversations/contract.ts";
import { coverageContract } from "./coverage/contract.ts";
import { headToHeadContract } from "./head-to-head/contract.ts";
import { majorLossesContract } from "./major-losses/contract.ts";
import { prioritiesContract } from "./priorities/contract.ts";
import { quotesContract } from "./quotes/contract.ts";
import { voicesContract } from "./voices/contract.ts";

export const postMortemsContract = {
  ...conversationsContract,
  ...majorLossesContract,
  ...coverageContract,
  ...prioritiesContract,
  ...headToHeadContract,
  ...quotesContract,
  ...voicesContract,
  ...agreementContract,
};
