import { InstantText } from "../../../ui/DateText.tsx";
import type { ReasonShape } from "../../reasons/contract.ts";
import type { StepStanding } from "../../sales-process/contract.ts";
import type { DebriefShape } from "../contract.ts";
import { MyFeelings } from "../feelings/screens/MyFeelings.tsx";
import { AnswerList, type Learn } from "./AnswerList.tsx";
import classes from "./Debrief.module.css";

type Props = {
  debrief: DebriefShape;
  reasons: Pick<ReasonShape, "id" | "name">[];
  steps: Pick<StepStanding, "stepId" | "name">[];
  learn?: Learn | undefined;
};

const notShared = {
  reasons: "Your team shares the reasons of debriefs. The words are for whoever wrote them and whoever leads them.",
  nothing: "What your team's debriefs say is for whoever wrote them and whoever leads them.",
};

/** What was said in a debrief, by whom and when. */
export function RecordedDebrief({ debrief, reasons, steps, learn }: Props) {
  return (
    <div className={classes.recorded}>
      <p className={classes.note}>
        {debrief.recordedByName ?? "Somebody"} recorded this
        {debrief.recordedAt && (
          <>
            {" "}
            <InstantText at={debrief.recordedAt} say="when" />
          </>
        )}
        {debrief.reopenedAt && (
          <>
            ; the deal was opened again <InstantText at={debrief.reopenedAt} say="when" />
          </>
        )}
        .
      </p>
      {debrief.shared !== "everything" && <p className={classes.note}>{notShared[debrief.shared]}</p>}
      <AnswerList
        answers={debrief.answers}
        reasons={reasons}
        steps={steps}
        learn={learn && ((lesson) => learn(debrief.id, lesson))}
      />
      <MyFeelings dealId={debrief.dealId} closedAt={debrief.closedAt} />
    </div>
  );
}
