import type { ReactNode } from "react";
import { axisOf, type IntervalRow, Intervals } from "../../../ui/Interval.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { FewPeople, FindingsResult, Judged } from "../findings/contract.ts";
import { drawFinding, unfoldWords } from "./draw-finding.ts";
import classes from "./Insights.module.css";
import { LeftOutList } from "./LeftOutList.tsx";
import { NamedReasons } from "./NamedReasons.tsx";
import { fewPeopleWords, groupByCause, tallyWords, type Whose, whoseIs } from "./name-findings.ts";
import { PreparationPlot } from "./PreparationPlot.tsx";
import { TooFewList } from "./TooFewList.tsx";

type Props = { found: FindingsResult & { fewPeople: FewPeople | null }; reasonQuality?: ReactNode };

/** What was found, whose it is to change, and everything that is not said, with why. */
export function CausesFound({ found, reasonQuality }: Props) {
  const { findings, noDifference, tooFew, leftOut, reasons, preparation } = found;
  return (
    <>
      <p className={classes.plain}>
        <HowMany found={found} />
      </p>
      {findings.length > 0 && <Findings findings={findings} />}
      {found.fewPeople && (
        <Section title="As debriefs name it">
          <p className={classes.plain}>{fewPeopleWords(found.fewPeople)}</p>
        </Section>
      )}
      {reasons.length > 0 && <NamedReasons reasons={reasons} findings={findings} />}
      {reasons.length > 0 && reasonQuality}
      {preparation.length > 0 && <PreparationPlot preparation={preparation} />}
      {(noDifference.length > 0 || tooFew.length > 0 || leftOut.length > 0) && (
        <Section title="What is not said, and why">
          {noDifference.length > 0 && <NoDifference rows={noDifference} />}
          {tooFew.length > 0 && <TooFewList rows={tooFew} />}
          {leftOut.length > 0 && <LeftOutList rows={leftOut} />}
        </Section>
      )}
      {found.looked > 0 && <Notes rows={findings} bulkEdited={found.bulkEdited} />}
    </>
  );
}

function HowMany({ found: { looked, findings, falseDiscoveryRate, won, lost, fewestASide } }: Props) {
  const reader = useReader();
  if (looked === 0) {
    return (
      <>
        {countWords(won + lost, "deal is", "deals are", reader)} closed, {numberWords(won, reader)} of them won. Nothing
        can be said yet: it takes {numberWords(fewestASide, reader)} closed deals that show something, and as many that
        do not.
      </>
    );
  }
  const byChance = numberWords(falseDiscoveryRate * 100, reader, 1);
  return (
    <>
      We looked at {countWords(looked, "thing", "things", reader)}.{" "}
      {findings.length === 0
        ? "None of them makes a difference that chance alone would not make as well. That is an answer, too."
        : `What is shown holds even so: at most ${byChance} in 100 of such findings are there by chance.`}
    </>
  );
}

const groups: { whose: Whose; title: string; lead: ReactNode }[] = [
  { whose: "ours", title: "Ours to change", lead: "" },
  { whose: "shared-or-theirs", title: "Shared with the customer, or theirs", lead: "" },
  {
    whose: "not-said",
    title: "Nobody has said yet whose it is",
    lead: (
      <>
        A reason that names the flag or the step says it. <UiLink href="/settings/reasons">Link them to reasons</UiLink>
      </>
    ),
  },
  { whose: "at-the-start", title: "Known at the start", lead: "Whom we sell to rather than what we do." },
];

function Findings({ findings }: { findings: readonly Judged[] }) {
  const reader = useReader();
  const draw = (finding: Judged) => drawFinding(finding, reader, markOf(findings, finding));
  // Several plots on one axis, so that a point here lies under the same point there.
  const axis = axisOf(findings.map(draw));
  return groups.map(({ whose, title, lead }) => {
    const causes = groupByCause(findings.filter((finding) => whoseIs(finding) === whose));
    if (causes.length === 0) return null;
    const rows = causes.map(({ first, others }): IntervalRow => {
      const under = others.length > 0 && { label: unfoldWords(others, reader), rows: others.map(draw) };
      return { ...draw(first), ...(under ? { under } : {}) };
    });
    return (
      <Section key={whose} title={title} lead={lead}>
        <Intervals
          title={tallyWords(causes.map(({ first }) => first))}
          rows={rows}
          axis={axis}
          unit="points"
          rowsAre={whose === "at-the-start" ? "What is known" : "What was seen"}
          sides={["won less often", "won more often"]}
        />
      </Section>
    );
  });
}

/** Everything to keep in mind, in the order in which its marks come. */
const notesOf = (rows: readonly Judged[]) => [...new Set(rows.flatMap(({ note }) => note ?? []))];

const marks = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
const markOf = (rows: readonly Judged[], { note }: Judged) =>
  note === null ? "" : (marks[notesOf(rows).indexOf(note)] ?? "");

function NoDifference({ rows }: { rows: readonly Judged[] }) {
  const reader = useReader();
  return (
    <details className={classes.more}>
      <summary>No difference seen ({numberWords(rows.length, reader)})</summary>
      <Intervals
        title="None of these differs by more than chance brings to whoever looks at so many things."
        rows={rows.map((row) => ({
          ...drawFinding(row, reader),
          detail: undefined,
          count: countWords(row.deals, "deal", "deals", reader),
        }))}
        grey
        unit="points"
        rowsAre="What was looked at"
        sides={["won less often", "won more often"]}
      />
    </details>
  );
}

function Notes({ rows, bulkEdited }: { rows: readonly Judged[]; bulkEdited: number }) {
  const reader = useReader();
  return (
    <ul className={classes.asides}>
      {notesOf(rows).map((note, place) => (
        <li key={note}>
          {marks[place]} {note}
        </li>
      ))}
      <li>
        Each deal is held against deals of its size and pipeline that came as far, as it was known at the time. Bars:
        where the true difference lies in 95 of 100 such teams. What goes with a loss need not have led to it.
      </li>
      {bulkEdited > 0 && (
        <li>
          {countWords(bulkEdited, "deal was", "deals were", reader)} closed in bulk edits: when is not known of them, so
          nothing here rests on their days.
        </li>
      )}
    </ul>
  );
}
