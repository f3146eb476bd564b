import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import type { Day } from "../../../platform/dates.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { longDayWords } from "../../../ui/words.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import { CheckUpRow } from "./CheckUpRow.tsx";
import classes from "./CheckUps.module.css";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");

type Props = {
  day: Day | null;
  me: string | undefined;
  mayCall: boolean;
  onFinish: (checkUp: CheckUpShape) => void;
  onMove: (checkUp: CheckUpShape) => void;
  onClose: () => void;
};

/** Every call of one day. */
export function DayDialog({ day, me, mayCall, onFinish, onMove, onClose }: Props) {
  const reader = useReader();
  const last = useRef("");
  if (day) last.current = day;
  const of = last.current;
  const list = useQuery(
    checkUps.listCheckUps.queryOptions({ input: { dueFrom: of, dueBy: of, limit: 200 }, enabled: day !== null }),
  );
  return (
    <Dialog opened={day !== null} onClose={onClose} title={of === "" ? "Calls" : longDayWords(of, reader)} size="lg">
      {list.isPending && <Skeletons shape="text" />}
      {list.error && <Refusal problem={told(list.error)} />}
      {list.data?.rows.length === 0 && <p>No call stands on this day any more.</p>}
      <ul className={classes.rows}>
        {list.data?.rows.map((checkUp) => (
          <CheckUpRow
            key={checkUp.id}
            {...{ checkUp, me, mayCall }}
            onDo={({ what }) => {
              onClose();
              if (what === "move") onMove(checkUp);
              else onFinish(checkUp);
            }}
          />
        ))}
      </ul>
    </Dialog>
  );
}
