import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { ShareWords, TwoShares } from "../../../ui/TwoShares.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { FindingsResult } from "../findings/contract.ts";
import classes from "./PreparationPlot.module.css";

type Prepared = FindingsResult["preparation"][number];

const share = ({ inTime, deals }: Prepared["won"]) => (deals === 0 ? 0 : inTime / deals);
const gap = ({ won, lost }: Prepared) => share(won) - share(lost);
const asShare = ({ inTime, deals }: Prepared["won"]) => ({ count: inTime, of: deals });

/** Wins next to losses: which steps were done in time. */
export function PreparationPlot({ preparation }: { preparation: readonly Prepared[] }) {
  const reader = useReader();
  const rows = preparation
    .filter(({ won, lost }) => won.deals > 0 && lost.deals > 0)
    .toSorted((one, other) => gap(other) - gap(one));
  const [first] = rows;
  if (!first) return null;
  const count = ({ inTime, deals }: Prepared["won"]) =>
    `${numberWords(inTime, reader)} of ${numberWords(deals, reader)}`;
  return (
    <Section
      title="How wins were prepared, next to losses"
      lead={`“${first.name}” was done in time on ${count(first.won)} wins and ${count(first.lost)} losses.`}
    >
      <table className={classes.table}>
        <caption className="only-for-screen-readers">Steps done in time, on wins and on losses</caption>
        <thead>
          <tr>
            <th scope="col">Done in time</th>
            <th scope="col" className={classes.ends}>
              <span className="only-for-screen-readers">On wins and on losses</span>
              <span aria-hidden="true">never</span>
              <span aria-hidden="true">always</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.stepId}>
              <th scope="row">{row.name}</th>
              <td>
                <span className={classes.words}>
                  <ShareWords of="lost" share={asShare(row.lost)} noun={row.lost.deals === 1 ? "loss" : "losses"} />
                  <ShareWords of="won" share={asShare(row.won)} noun={row.won.deals === 1 ? "win" : "wins"} />
                </span>
                <TwoShares won={asShare(row.won)} lost={asShare(row.lost)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
