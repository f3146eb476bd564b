import { meetingIdeasContract } from "./ideas/contract.ts";
import { meetingLiveContract } from "./live/contract.ts";
import { meetingPlanContract } from "./plan/contract.ts";
import { meetingRecordContract } from "./record/contract.ts";
import { meetingRunningContract } from "./running/contract.ts";
import { worksheetContract } from "./worksheet/contract.ts";

/** The team meeting. `live/contract.ts` says how a screen follows one. */
export const meetingsContract = {
  ...meetingPlanContract,
  ...meetingLiveContract,
  ...meetingRunningContract,
  ...meetingIdeasContract,
  ...worksheetContract,
  ...meetingRecordContract,
};
