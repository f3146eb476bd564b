import { ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import type { TodayShape } from "./today-shape.ts";

export function MyCommitments({ commitments }: { commitments: TodayShape["commitments"] }) {
  return (
    <ShortList
      title="My commitments"
      none="A debrief ends in one: if this comes up again, then I do that."
      isEmpty={commitments.length === 0}
    >
      {commitments.map((commitment) => (
        <ShortListRow
          key={commitment.id}
          href={`/pipeline-check?${new URLSearchParams({ rule: commitment.id }).toString()}`}
          name={commitment.wording}
          about={commitment.dealName && `after ${commitment.dealName}`}
        />
      ))}
    </ShortList>
  );
}
