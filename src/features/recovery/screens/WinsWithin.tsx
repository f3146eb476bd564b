import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import { Beside, Key } from "./Beside.tsx";
import classes from "./Comeback.module.css";
import { TooFew } from "./Finding.tsx";
import type { RecordShape } from "./record-shape.ts";
import { decimal, winsWords } from "./record-words.ts";

/** After how many losses a win came within 30, 60 and 90 days. */
export function WinsWithin({ figures }: { figures: RecordShape["winsWithin"] }) {
  const reader = useReader();
  const title = "Wins after a loss, within";
  const [first] = figures;
  if (first && figures.every(({ figure }) => figure.kind === "too-few") && first.figure.kind === "too-few") {
    return <TooFew title={title} figure={first.figure} what={`losses with ${first.days} days behind them`} />;
  }
  const known = figures.flatMap(({ figure }) => (figure.kind === "known" ? [figure] : []));
  const max = Math.max(...known.flatMap(({ high, usual }) => [high, usual])) * 1.05;
  return (
    <section className={classes.finding}>
      <h2 className={classes.findingTitle}>{title}</h2>
      <table className={classes.windows}>
        <thead className="only-for-screen-readers">
          <tr>
            <th scope="col">Within</th>
            <th scope="col">Wins after a loss</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ days, figure }) => (
            <tr key={days}>
              <th scope="row">{days} days</th>
              <td>
                {figure.kind === "too-few" ? (
                  <span className={classes.fewWindow}>
                    Too few to say: {numberWords(figure.outOf, reader)} of {numberWords(figure.needed, reader)} losses
                    have that much time behind them
                  </span>
                ) : (
                  <>
                    <span className={classes.windowWords}>
                      <span>
                        <strong>{winsWords(figure.wins, reader)}</strong>
                        <span className={classes.windowUsual}>
                          <Key mark="usual" />
                          usually {decimal(figure.usual, reader)}
                        </span>
                      </span>
                      <span className={classes.windowCounts}>
                        one or more after {numberWords(figure.withWin, reader)} of {numberWords(figure.losses, reader)}{" "}
                        losses
                      </span>
                    </span>
                    <Beside
                      value={figure.wins}
                      bar={{ low: figure.low, high: figure.high }}
                      usual={figure.usual}
                      max={max}
                    />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.sentence}>
        On average, over losses with that much time behind them. Usual is what as many days bring from any moment on.
      </p>
    </section>
  );
}
