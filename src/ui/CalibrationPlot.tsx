import classes from "./CalibrationPlot.module.css";
import { useReader } from "./ReaderContext.tsx";
import { numberWords, percentWords } from "./words.ts";

/** What was said on average, what came of it with its interval (0 to 1), and on how many cases. */
export type CalibrationPoint = { said: number; came: number; low: number; high: number; cases: number };

type Props = {
  /** The finding, as a sentence: "Odds of 30 in 100 came true 31 times in 100." */
  title: string;
  points: readonly CalibrationPoint[];
  /** What is counted: "looks at open deals". */
  cases: string;
  footnote?: string | undefined;
};

const at = (share: number) => `${share * 100}%`;
const sized = (size: number) => ({ width: size, height: size, marginLeft: -size / 2, marginBottom: -size / 2 });
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** Whether odds keep their word: what was said against what came, the line where both are the same, and a table of it. */
export function CalibrationPlot({ title, points, cases, footnote }: Props) {
  const reader = useReader();
  const percent = (share: number) => percentWords(share, reader);
  const most = Math.max(1, ...points.map((point) => point.cases));
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.title}>{title}</figcaption>
      <div className={classes.both}>
        <div className={classes.frame} aria-hidden="true">
          <span className={classes.up}>came true</span>
          <div className={classes.plot}>
            <svg className={classes.lines} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              <line className={classes.asSaid} x1="0" y1="100" x2="100" y2="0" />
            </svg>
            <span className={classes.asSaidWords}>as said</span>
            {points.map(({ said, came, low, high, cases: count }) => (
              <span key={said} className={classes.place} style={{ left: at(said) }}>
                <span className={classes.bar} style={{ bottom: at(low), height: at(high - low) }} />
                <span
                  className={classes.point}
                  data-off={said < low || said > high || undefined}
                  style={{ bottom: at(came), ...sized(6 + 8 * Math.sqrt(count / most)) }}
                />
              </span>
            ))}
            {ticks.map((tick) => (
              <span key={`across ${tick}`} className={classes.across} style={{ left: at(tick) }}>
                {percent(tick)}
              </span>
            ))}
            {ticks.map((tick) => (
              <span key={`up ${tick}`} className={classes.upwards} style={{ bottom: at(tick) }}>
                {percent(tick)}
              </span>
            ))}
          </div>
          <span className={classes.along}>were said to be won</span>
        </div>
        <table className={classes.table}>
          <caption className="only-for-screen-readers">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Said</th>
              <th scope="col">Came true</th>
              <th scope="col">May as well be</th>
              <th scope="col">{cases}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ said, came, low, high, cases: count }) => (
              <tr key={said}>
                <th scope="row">{percent(said)}</th>
                <td>{percent(came)}</td>
                <td>
                  {percent(low)} to {percent(high)}
                </td>
                <td>{numberWords(count, reader)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {footnote && <p className={classes.footnote}>{footnote}</p>}
    </figure>
  );
}
