import type { PriorityRating } from "../../customer-answers/contract.ts";
import classes from "./Conversation.module.css";

type Props = { ratings: readonly PriorityRating[]; winner: string | null };

/** What mattered to them, most important first: us and the winner on one line from 1 to 5. */
export function ReadRatings({ ratings, winner }: Props) {
  const byImportance = [...ratings].sort((one, other) => (other.importance ?? 0) - (one.importance ?? 0));
  const them = winner ?? "The winner";
  return (
    <table className={classes.ratingTable}>
      <caption className="only-for-screen-readers">What mattered to them, from 1 (little, badly) to 5</caption>
      <thead>
        <tr>
          <th scope="col">What mattered</th>
          <th scope="col">Counted</th>
          <th scope="col">We</th>
          <th scope="col">{them}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {byImportance.map(({ priorityId, name, importance, us, winner: theirs }) => (
          <tr key={priorityId ?? name}>
            <th scope="row">{name}</th>
            <td>{importance ?? "–"}</td>
            <td>{us ?? "–"}</td>
            <td>{theirs ?? "–"}</td>
            <td className={classes.lane} aria-hidden="true">
              <Lane us={us} theirs={theirs} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const width = 120;
const xOf = (value: number) => 8 + ((value - 1) / 4) * (width - 16);

/** Us filled, the winner hollow, what lies between drawn: the gap is seen before it is read. */
function Lane({ us, theirs }: { us: number | null; theirs: number | null }) {
  return (
    <svg viewBox={`0 0 ${width} 20`} width={width} height="20" aria-hidden="true">
      <line className={classes.axis} x1={xOf(1)} x2={xOf(5)} y1="10" y2="10" />
      {us !== null && theirs !== null && us !== theirs && (
        <line
          className={classes.gap}
          data-behind={us < theirs || undefined}
          x1={xOf(Math.min(us, theirs))}
          x2={xOf(Math.max(us, theirs))}
          y1="10"
          y2="10"
        />
      )}
      {theirs !== null && <circle className={classes.them} cx={xOf(theirs)} cy="10" r="5" />}
      {us !== null && <circle className={classes.us} cx={xOf(us)} cy="10" r={us === theirs ? 3 : 5} />}
    </svg>
  );
}
