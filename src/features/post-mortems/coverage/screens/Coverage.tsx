import { NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { DayText } from "../../../../ui/DateText.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Intervals } from "../../../../ui/Interval.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { countWords, numberWords } from "../../../../ui/words.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { CoverageShape } from "../contract.ts";
import classes from "./Coverage.module.css";
import { titleOf, waitWords } from "./coverage-words.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

/** With how many customers of major losses we talked, how soon, and in which segments. */
export function Coverage() {
  const reader = useReader();
  const [field, setField] = useState<string | null>(null);
  const shown = useQuery(
    postMortems.showCoverage.queryOptions({
      input: field === null ? {} : { field },
      placeholderData: keepPreviousData,
    }),
  );
  if (shown.isPending) return <Skeletons shape="text" count={6} />;
  if (!shown.data) {
    const { title, detail } = told(shown.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void shown.refetch()} />;
  }
  const coverage = shown.data;
  if (coverage.major === 0)
    return <EmptyState line="With how many customers of major losses you talked, and how soon." />;
  return (
    <>
      <Section title={titleOf(coverage, reader)} lead={waitWords(coverage, reader)}>
        <Parts coverage={coverage} />
        <p className={classes.about}>
          Losses from <DayText on={coverage.from} /> to <DayText on={coverage.to} />, of those you see; without those
          left out.
        </p>
      </Section>
      {coverage.field !== null && (
        <Section
          title="By segment"
          actions={
            <NativeSelect
              aria-label="Segments by"
              value={coverage.field}
              data={coverage.fields.map((name) => ({ value: name, label: `By ${name}` }))}
              onChange={(event) => setField(event.currentTarget.value)}
            />
          }
        >
          <BySegment coverage={coverage} />
        </Section>
      )}
    </>
  );
}

/** What became of them, as one bar: heard first. */
function Parts({ coverage }: { coverage: CoverageShape }) {
  const reader = useReader();
  const { major, talked, byForm, waiting, givenUp } = coverage;
  const parts = [
    { kind: "talked", name: "in conversation", count: talked - byForm },
    { kind: "form", name: "by form", count: byForm },
    { kind: "waiting", name: "still to be heard", count: waiting },
    { kind: "given-up", name: "given up", count: givenUp },
  ].filter(({ count }) => count > 0);
  return (
    <div className={classes.parts}>
      <div className={classes.bar} aria-hidden="true">
        {parts.map(({ kind, count }) => (
          <span key={kind} className={classes.share} data-kind={kind} style={{ flexGrow: count / major }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ kind, name, count }) => (
          <li key={kind}>
            <span className={classes.mark} data-kind={kind} aria-hidden="true" />
            {numberWords(count, reader)} {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function BySegment({ coverage: { segments, otherSegments } }: { coverage: CoverageShape }) {
  const reader = useReader();
  const rows = segments.map(({ name, share }) => ({
    id: name,
    label: name,
    estimate: {
      kind: "known" as const,
      value: (100 * share.count) / share.of,
      low: 100 * share.low,
      high: 100 * share.high,
    },
    count: `${numberWords(share.count, reader)} of ${numberWords(share.of, reader)}`,
  }));
  const others =
    otherSegments.groups === 0
      ? null
      : `${countWords(otherSegments.groups, "segment", "segments", reader)} with ${countWords(otherSegments.losses, "major loss", "major losses", reader)} together: too few to tell them apart.`;
  if (rows.length === 0) return <p className={classes.about}>{others}</p>;
  return (
    <Intervals
      title="Share of customers heard"
      rows={rows}
      rowsAre="Segment"
      unit="%"
      grey
      axis={{ low: 0, high: 100 }}
      footnote={<>Each bar holds the true share in 95 of 100 cases. {others}</>}
    />
  );
}
