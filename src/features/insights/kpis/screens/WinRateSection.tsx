import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type PeriodRow, type PeriodValue, TwoPeriods } from "../../../../ui/charts/TwoPeriods.tsx";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, moneyWords, numberWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { FiguresFilter, ShareTold } from "../contract.ts";
import type { SegmentedBy, WinFigures, WinRateTold } from "../win-rate/contract.ts";
import classes from "./Figures.module.css";
import { hrefOfDeals, hrefOfReport } from "./figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "./rows-by-period.ts";
import { Change, Share } from "./Share.tsx";
import { changeWords, isOneSided, periodWords, sourceWords } from "./tell-figures.ts";
import { useAims } from "./use-figures.ts";

type Props = { filter: FiguresFilter; by: SegmentedBy; told: WinRateTold };
type Row = FiguresRow<WinFigures> & { change?: ShareTold | null };

export function WinRateSection({ filter, by, told }: Props) {
  const reader = useReader();
  const { period, figures, compared, segments } = told;
  const rows: Row[] = rowsByPeriod(filter, told, reader);
  const table = (
    <DataTable
      caption="Win rate by period"
      columns={columnsOf("Period")}
      files={segments ? undefined : exportLinks("win-rate", filter)}
      rows={rows}
      keyOf={({ key }) => key}
      keys={false}
    />
  );
  return (
    <Section
      title={compared ? changeWords(compared.change, reader) : "Win rate by count and by money"}
      lead="Deals that closed in the period, by how they ended. Money is in the workspace's currency, at the rate of the day of the close."
    >
      {compared ? (
        <TwoPeriods
          title={changeWords(compared.change, reader)}
          titleIsAbove
          source={sourceWords("Deals that closed", period, reader)}
          rows={drawn(rows, isOneSided(compared.change), reader)}
          now={periodWords(period, reader)}
          before={periodWords(compared.period, reader)}
          say={(share) => percentWords(share, reader)}
          table={table}
        />
      ) : (
        table
      )}
      {compared && compared.moneyChange.kind === "known" && (
        <p className={classes.note}>Of the money: {lowerFirst(changeWords(compared.moneyChange, reader))}.</p>
      )}
      <LeftOut filter={filter} figures={figures} />
      {segments && <Segments filter={filter} by={by} segments={segments} />}
    </Section>
  );
}

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** Both periods by count and by money. */
function drawn([now, before]: readonly Row[], isClear: boolean, reader: Reader): PeriodRow[] {
  const money = ({ won, lost }: WinFigures["money"]) => {
    const words = (cents: number) => moneyWords(cents, won.currency, reader, { short: true });
    return `${words(won.amountCents)} of ${words(won.amountCents + lost.amountCents)}`;
  };
  const count = ({ won, lost }: WinFigures) => `${numberWords(won, reader)} of ${numberWords(won + lost, reader)}`;
  const value = (row: Row | undefined, rate: ShareTold | undefined, words: string): PeriodValue | null =>
    row && rate?.kind === "known" ? { ...rate, count: words, href: hrefOfDeals(row.filter, "closed") } : null;
  const byCount = (row?: Row) => value(row, row?.figures.rate, row ? count(row.figures) : "");
  const byMoney = (row?: Row) => value(row, row?.figures.money.rate, row ? money(row.figures.money) : "");
  return [
    { id: "count", name: "Won of the deals", now: byCount(now), before: byCount(before), isClear },
    { id: "money", name: "Won of the money", now: byMoney(now), before: byMoney(before) },
  ];
}

const columnsOf = (heading: string): Column<Row>[] => [
  { id: "name", heading, onPhone: "title", cell: ({ name }) => name },
  {
    id: "won",
    heading: "Won",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.won} href={hrefOfDeals(filter, "won")} />,
  },
  {
    id: "lost",
    heading: "Lost",
    align: "right",
    cell: ({ filter, figures }) => <Count count={figures.lost} href={hrefOfDeals(filter, "lost")} />,
  },
  { id: "rate", heading: "Win rate", align: "right", cell: ({ figures }) => <Share share={figures.rate} /> },
  {
    id: "money-won",
    heading: "Money won",
    align: "right",
    needsRoom: true,
    cell: ({ figures: { money } }) => <MoneyText minorUnits={money.won.amountCents} currency={money.won.currency} />,
  },
  {
    id: "money-lost",
    heading: "Money lost",
    align: "right",
    needsRoom: true,
    cell: ({ figures: { money } }) => <MoneyText minorUnits={money.lost.amountCents} currency={money.lost.currency} />,
  },
  {
    id: "money-rate",
    heading: "Won of the money",
    align: "right",
    cell: ({ figures }) => <Share share={figures.money.rate} />,
  },
];

const against: Column<Row> = {
  id: "change",
  heading: "Change in points",
  align: "right",
  cell: ({ change = null }) => <Change change={change} />,
};

/** A count that opens the deals it counts. */
export function Count({ count, href }: { count: number; href: string }) {
  const reader = useReader();
  return count === 0 ? <span>0</span> : <UiLink href={href}>{numberWords(count, reader)}</UiLink>;
}

/** What the money leaves out is always said. */
function LeftOut({ filter, figures: { money } }: { filter: FiguresFilter; figures: WinFigures }) {
  const reader = useReader();
  if (money.noAmount + money.noRate === 0) return null;
  return (
    <p className={classes.note}>
      Left out of the money:{" "}
      {money.noAmount > 0 && (
        <UiLink href={hrefOfDeals(filter, "no-amount")}>
          {countWords(money.noAmount, "deal without an amount", "deals without an amount", reader)}
        </UiLink>
      )}
      {money.noAmount > 0 && money.noRate > 0 && ", "}
      {money.noRate > 0 && (
        <>
          <UiLink href={hrefOfDeals(filter, "no-rate")}>
            {countWords(
              money.noRate,
              "deal in a currency without a rate",
              "deals in currencies without a rate",
              reader,
            )}
          </UiLink>{" "}
          (<UiLink href="/settings/workspace">currency rates</UiLink>)
        </>
      )}
      .
    </p>
  );
}

const choices: { by: SegmentedBy; label: string; heading: string }[] = [
  { by: "source", label: "By source", heading: "Source" },
  { by: "pipeline", label: "By pipeline", heading: "Pipeline" },
  { by: "person", label: "By person", heading: "Person" },
  { by: "persona", label: "By persona", heading: "Persona" },
  { by: "campaign", label: "By campaign", heading: "Campaign" },
];

function Segments({ filter, by, segments }: Omit<Props, "told"> & { segments: NonNullable<WinRateTold["segments"]> }) {
  const reader = useReader();
  const { personas, campaigns } = useAims();
  const { column } = filter;
  const heading = choices.find((choice) => choice.by === by)?.heading ?? column ?? "Value";
  // By what nobody has named yet there is nothing to tell apart.
  const unnamed = { persona: personas.length === 0, campaign: campaigns.length === 0 };
  const ofColumn = column === undefined ? [] : [{ by: "column" as const, label: `By ${column}`, heading: column }];
  const offered = [...choices, ...ofColumn].filter(
    (choice) => choice.by === by || !(choice.by === "persona" || choice.by === "campaign") || !unnamed[choice.by],
  );
  const rows = segments.rows.map(({ key, name, figures, change }) => ({
    ...{ key, figures, change, filter: narrowed(filter, by, key) },
    name: key === "nobody" ? "Nobody" : name === "" ? "Not told" : name,
  }));
  const { groups, deals } = segments.others;
  return (
    <>
      <nav className={`${classes.by} not-in-print`} aria-label="Win rate by">
        {offered.map((choice) => (
          <UiLink
            key={choice.by}
            href={hrefOfReport(filter, choice.by)}
            aria-current={choice.by === by ? "true" : undefined}
          >
            {choice.label}
          </UiLink>
        ))}
      </nav>
      {rows.length > 0 && (
        <DataTable
          caption={`Win rate by ${heading.toLowerCase()}, by name`}
          columns={rows.some(({ change }) => change !== null) ? [...columnsOf(heading), against] : columnsOf(heading)}
          files={exportLinks("win-rate", { ...filter, by })}
          rows={rows}
          keyOf={({ key }) => key}
          hrefOf={(row) => hrefOfReport(row.filter, by)}
        />
      )}
      {groups > 0 && (
        <p className={classes.note}>
          {countWords(deals, "deal is", "deals are", reader)} of {countWords(groups, "group", "groups", reader)} too
          small to be told alone: of fewer than five deals, or left over beside one.
        </p>
      )}
    </>
  );
}

function narrowed(filter: FiguresFilter, by: SegmentedBy, key: string): FiguresFilter {
  switch (by) {
    case "person":
      return { ...filter, teamOf: undefined, person: key };
    case "pipeline":
      return { ...filter, pipelineId: key };
    case "source":
      return { ...filter, source: key };
    case "column":
      return { ...filter, value: key };
    case "persona":
      return { ...filter, personaId: key };
    case "campaign":
      return { ...filter, campaignId: key };
  }
}
