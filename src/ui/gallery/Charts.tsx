import { Funnel } from "../charts/Funnel.tsx";
import { LineOverTime } from "../charts/LineOverTime.tsx";
import { Sankey } from "../charts/Sankey.tsx";
import { SurvivalCurves } from "../charts/SurvivalCurves.tsx";
import { TwoPeriods } from "../charts/TwoPeriods.tsx";
import { Section } from "../Page.tsx";
import { useReader } from "../ReaderContext.tsx";
import { percentWords } from "../words.ts";
import { change, curves, exits, periods, points, stages, way } from "./chart-examples.ts";
import classes from "./Gallery.module.css";

const source = "Deals that closed 1 March to 22 May 2026, everybody's. Comeback.";

/** Charts: each walked by keys, shown as a table, saved as a picture; half as wide, it is drawn anew for its room. */
export function Charts() {
  const reader = useReader();
  const say = (value: number) => percentWords(value, reader);
  const funnel = {
    title: "More lost deals left at Demo than at any other stage: 58 of the 161 that came this far",
    source,
  };
  return (
    <>
      <Section title="Funnel">
        <Funnel {...funnel} stages={stages} won={{ count: 74, href: "/deals?status=won" }} />
        <div className={classes.thin}>
          <Funnel {...funnel} title="The same on a phone" stages={stages} won={{ count: 74 }} />
        </div>
      </Section>
      <Section title="Sankey">
        <Sankey title="Of 140 lost deals, 58 left at Demo" source={source} {...way} />
        <div className={classes.thin}>
          <Sankey title="Of 140 lost deals, 58 left at Demo, on a phone" {...way} />
        </div>
        <Sankey title="Most left at Demo for the price" source={source} {...exits} />
        <div className={classes.thin}>
          <Sankey title="From where for what, on a phone" {...exits} />
        </div>
      </Section>
      <Section title="Survival curves">
        <SurvivalCurves
          title="Half of this quarter's deals are decided within 45 days, a month sooner than before"
          curves={curves}
          still="still open"
          source={source}
          note="An open deal counts for as long as it has been open."
        />
        <div className={classes.thin}>
          <SurvivalCurves title="One curve, on a phone" curves={curves.slice(0, 1)} still="still open" />
        </div>
      </Section>
      <Section title="A line over time">
        <LineOverTime
          title="Hospitals stopped fitting in January: won 17 points less often since"
          points={points}
          change={change}
          say={say}
          source={source}
        />
        <div className={classes.thin}>
          <LineOverTime title="Hospitals, on a phone" points={points} change={change} say={say} />
        </div>
      </Section>
      <Section title="Two periods">
        <TwoPeriods
          title="Discovery calls are prepared more often than in the quarter before"
          rows={periods}
          now="This quarter"
          before="The quarter before"
          say={say}
          source={source}
        />
        <div className={classes.thin}>
          <TwoPeriods title="Two periods, on a phone" rows={periods} now="This quarter" before="Before" say={say} />
        </div>
      </Section>
    </>
  );
}
