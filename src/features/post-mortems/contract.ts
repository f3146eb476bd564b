import { conversationsContract } from "./conversations/contract.ts";
import { coverageContract } from "./coverage/contract.ts";
import { majorLossesContract } from "./major-losses/contract.ts";
import { prioritiesContract } from "./priorities/contract.ts";

export const postMortemsContract = {
  ...conversationsContract,
  ...majorLossesContract,
  ...coverageContract,
  ...prioritiesContract,
};
