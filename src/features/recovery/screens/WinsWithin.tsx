import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import { Beside, Key } from "./Beside.tsx";
import classes from "./Comeback.module.css";
import { TooFew } from "./Finding.tsx";
import type { RecordShape } from "./record-shape.ts";

/** After how many losses a win came within 30, 60 and 90 days. */
export function WinsWithin({ figures }: { figures: RecordShape["winsWithin"] }) {
  const reader = useReader();
  const title = "Won again within";
  const [first] = figures;
  if (first && figures.every(({ figure }) => figure.kind === "too-few") && first.figure.kind === "too-few") {
    return <TooFew title={title} figure={first.figure} what={`losses with ${first.days} days behind them`} />;
  }
  return (
    <section className={classes.finding}>
      <h2 className={classes.findingTitle}>{title}</h2>
      <table className={classes.windows}>
        <thead className="only-for-screen-readers">
          <tr>
            <th scope="col">Within</th>
            <th scope="col">Losses with a win within that time</th>
            <th scope="col">Usually</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ days, figure }) => (
            <tr key={days}>
              <th scope="row">{days} days</th>
              {figure.kind === "too-few" ? (
                <td colSpan={2} className={classes.fewWindow}>
                  Too few to say: {numberWords(figure.outOf, reader)} of {numberWords(figure.needed, reader)} losses
                  have that much time behind them
                </td>
              ) : (
                <>
                  <td>
                    <span className={classes.windowWords}>
                      after <strong>{numberWords(figure.withWin, reader)}</strong> of{" "}
                      {numberWords(figure.losses, reader)} losses
                    </span>
                    <Beside
                      value={figure.share}
                      bar={{ low: figure.low, high: figure.high }}
                      usual={figure.usual / figure.losses}
                      max={1}
                    />
                  </td>
                  <td className={classes.windowUsual}>
                    <Key mark="usual" />
                    usually {numberWords(Math.round(figure.usual), reader)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.sentence}>
        Usual is what any {first?.days ?? 30} days bring at the same pace. Only losses with that much time behind them
        count.
      </p>
    </section>
  );
}
