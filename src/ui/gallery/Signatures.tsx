import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { CalibrationPlot } from "../CalibrationPlot.tsx";
import { ChainCard } from "../ChainCard.tsx";
import { Flag } from "../Flag.tsx";
import { FormStrip } from "../FormStrip.tsx";
import { Intervals } from "../Interval.tsx";
import { Section } from "../Page.tsx";
import { Timeline } from "../Timeline.tsx";
import { TwoMinuteRing } from "../TwoMinuteRing.tsx";
import { ShareWords, TwoShares } from "../TwoShares.tsx";
import { events, findings, strip } from "./examples.ts";
import classes from "./Gallery.module.css";
import { State } from "./State.tsx";

/** The components nobody else has: form strip, chain, flags, timeline, intervals, ring. */
export function Signatures() {
  const [turn, setTurn] = useState<string | null>("g");
  return (
    <>
      <Section title="Form strip" lead="Oldest left. The mark after a loss is raised.">
        <div className={classes.grid}>
          <State name="Ten results">
            <FormStrip results={strip} label="Your last results" />
          </State>
          <State name="Small, in a table">
            <FormStrip results={strip} label="Ben's last results" size="sm" />
          </State>
          <State name="Large, a screen's own figure">
            <FormStrip results={strip} label="Your last results, large" size="lg" />
          </State>
          <State name="One loss">
            <FormStrip results={strip.slice(1, 2)} label="Mia's last results" />
          </State>
          <State name="None yet">
            <FormStrip results={[]} label="Noor's last results" />
          </State>
        </div>
      </Section>

      <Section title="Chain card">
        <ChainCard
          reason={{ label: "Decision makers not identified", href: "/reasons/1", note: "12 of your 40 losses" }}
          missedStep={{ label: "Asked who decides, before the demo", href: "/steps/1", note: "missed on 9 of those" }}
          redFlag={{
            label: "No decision maker by Proposal",
            href: "/flags/1",
            state: "up",
            note: "up on 3 open deals",
          }}
          repair={{ label: "Call and ask who else signs", href: "/repairs/1" }}
          bestPractice={{
            label: "Bring the buyer's chart to the demo",
            href: "/playbook/1",
            note: "from Ben, in March",
          }}
        />
        <ChainCard
          reason={{ label: "Price", href: "/reasons/2" }}
          missedStep={{ label: "Agreed on what it is worth" }}
          redFlag={{ label: "Stuck on price", state: "unknown" }}
        />
      </Section>

      <Section title="Flags">
        <div className={classes.flags}>
          <Flag
            state="up"
            name="No decision maker"
            evidence="Proposal was entered on 2026-03-09; nobody on this deal is marked as deciding."
            sinceOn="2026-05-19"
            actions={
              <>
                <Button size="compact-sm">Plan the call</Button>
                <Button size="compact-sm" variant="default">
                  Snooze
                </Button>
              </>
            }
          />
          <Flag state="up" name="Gone quiet" evidence="No conversation since 2026-04-03." sinceOn="2026-04-17" />
          <Flag
            state="unknown"
            name="Single contact"
            evidence="No contacts are noted on this deal, so we cannot tell."
          />
          <Flag
            state="down"
            name="Close date"
            evidence="The close date is 2026-06-30; no push is recorded."
            sinceOn="2026-05-02"
          />
        </div>
      </Section>

      <Section title="Timeline" lead="Where did the almost-yes become a no?">
        <div className={classes.wideGrid}>
          <State name="Choosing the turning point">
            <Timeline
              events={events}
              label="Where did the almost-yes become a no?"
              turningPointId={turn}
              onTurningPoint={setTurn}
            />
          </State>
          <State name="Reading, no turning point yet">
            <Timeline events={events.slice(0, 6)} label="What happened on Acme" />
            <Timeline events={[]} label="What happened on Initech" />
          </State>
        </div>
      </Section>

      <Section title="Interval">
        <Intervals
          title="Deals without a decision maker by Proposal are won 14 points less often."
          rows={findings}
          unit="points"
          rowsAre="Sign"
          sides={["won less often", "won more often"]}
          footnote="Bars: where the true difference lies in 95 of 100 such teams. Corrected for looking at five signs."
        />
      </Section>

      <Section title="Intervals that say more" lead="Counts below the name; the same thing seen elsewhere is folded.">
        <Intervals
          title="1 thing goes with winning less often."
          rowsAre="Sign"
          unit="points"
          sides={["won less often", "won more often"]}
          rows={[
            {
              id: "quiet",
              label: "Gone quiet while in Demo",
              detail: "61 of 240 deals show it; won 18 of 61, others 92 of 179.",
              estimate: { kind: "known", value: -22, low: -34, high: -9 },
              count: "€840k lost",
              under: {
                label: "1 more stage",
                rows: [
                  {
                    id: "quiet-later",
                    label: "Gone quiet while in Proposal",
                    detail: "40 of 160 deals show it; won 14 of 40, others 66 of 120.",
                    estimate: { kind: "known", value: -20, low: -36, high: -4 },
                    count: "€510k lost",
                  },
                ],
              },
            },
          ]}
        />
      </Section>

      <Section title="Two shares" lead="The same thing among wins and among losses.">
        <p>
          <ShareWords of="lost" share={{ count: 61, of: 180 }} noun="losses" />{" "}
          <ShareWords of="won" share={{ count: 22, of: 150 }} noun="wins" />
        </p>
        <TwoShares
          lost={{ count: 61, of: 180, low: 0.27, high: 0.41 }}
          won={{ count: 22, of: 150, low: 0.1, high: 0.21 }}
        />
      </Section>

      <Section title="Calibration" lead="Whether odds keep their word; a hollow point is off by more than chance.">
        <CalibrationPlot
          title="What was said came true, give or take 2 points on average."
          cases="Deals"
          points={[
            { said: 0.2, came: 0.21, low: 0.16, high: 0.27, cases: 200 },
            { said: 0.45, came: 0.36, low: 0.31, high: 0.41, cases: 380 },
            { said: 0.7, came: 0.72, low: 0.66, high: 0.77, cases: 260 },
          ]}
        />
      </Section>

      <Section title="Two-minute ring">
        <Group gap={32}>
          {[0, 45, 120, 195].map((seconds) => (
            <TwoMinuteRing key={seconds} secondsSpent={seconds} />
          ))}
        </Group>
      </Section>
    </>
  );
}
