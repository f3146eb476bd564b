import { exportLinks } from "../../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../../ui/DataTable.tsx";
import { Section } from "../../../../../ui/Page.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../../ui/UiLink.tsx";
import { countWords } from "../../../../../ui/words.ts";
import type { FiguresFilter } from "../../contract.ts";
import classes from "../../screens/Figures.module.css";
import { hrefOfWorkDeals } from "../../screens/figures-address.ts";
import { type FiguresRow, rowsByPeriod } from "../../screens/rows-by-period.ts";
import { Count } from "../../screens/WinRateSection.tsx";
import type { ActivityMixTold, ContactKind, MixFigures } from "../activity-mix/contract.ts";
import { Ratio } from "./Ratio.tsx";
import { headMix } from "./tell-work.ts";

type Row = FiguresRow<MixFigures>;
type Kind = MixFigures["kinds"][number];

/** What passed between them and us before wins and before losses. */
export function MixSection({ filter, told }: { filter: FiguresFilter; told: ActivityMixTold }) {
  const reader = useReader();
  const { figures } = told;
  const rows = rowsByPeriod(filter, told, reader);
  const none = figures.noContact.won + figures.noContact.lost;
  return (
    <Section
      title={headMix(figures, reader)}
      lead="Calls, e-mails and meetings up to the close, theirs and ours. Deals that are won come further and last longer, so there was more time to call: that they have more calls does not say that calls win. Shares hang less on how long a deal lasted."
    >
      <DataTable
        caption="Calls, e-mails and meetings per deal, by period"
        columns={periodColumns}
        rows={rows}
        keyOf={({ key }) => key}
        keys={false}
      />
      <DataTable
        caption="Calls, e-mails and meetings before wins and before losses, per deal and as shares of all three"
        files={exportLinks("activity-mix", filter)}
        columns={kindColumns}
        rows={figures.kinds}
        keyOf={({ kind }) => kind}
        keys={false}
      />
      {none > 0 && (
        <p className={classes.note}>
          Left out:{" "}
          <UiLink href={hrefOfWorkDeals(filter, "no-contact")}>
            {countWords(
              none,
              "closed deal without any of them recorded",
              "closed deals without any of them recorded",
              reader,
            )}
          </UiLink>
          .
        </p>
      )}
    </Section>
  );
}

const periodColumns: Column<Row>[] = [
  { id: "name", heading: "Closed", onPhone: "title", cell: ({ name }) => name },
  {
    id: "won",
    heading: "Won deals",
    align: "right",
    cell: ({ filter, figures }) => (
      <Count count={figures.won.deals} href={hrefOfWorkDeals(filter, "with-contact", { ended: "won" })} />
    ),
  },
  {
    id: "per-won",
    heading: "Per won deal",
    align: "right",
    wrap: true,
    cell: ({ figures }) => <Ratio told={figures.perDeal.won} as="mean" />,
  },
  {
    id: "lost",
    heading: "Lost deals",
    align: "right",
    cell: ({ filter, figures }) => (
      <Count count={figures.lost.deals} href={hrefOfWorkDeals(filter, "with-contact", { ended: "lost" })} />
    ),
  },
  {
    id: "per-lost",
    heading: "Per lost deal",
    align: "right",
    wrap: true,
    cell: ({ figures }) => <Ratio told={figures.perDeal.lost} as="mean" />,
  },
  {
    id: "difference",
    heading: "Difference",
    align: "right",
    wrap: true,
    cell: ({ figures }) => <Ratio told={figures.perDeal.difference} as="mean" signed />,
  },
];

const names: Record<ContactKind, string> = { call: "Calls", email: "E-mails", meeting: "Meetings" };

const kindColumns: Column<Kind>[] = [
  { id: "kind", heading: "What", onPhone: "title", cell: ({ kind }) => names[kind] },
  {
    id: "per-won",
    heading: "Per won deal",
    align: "right",
    wrap: true,
    cell: ({ perDeal }) => <Ratio told={perDeal.won} as="mean" />,
  },
  {
    id: "per-lost",
    heading: "Per lost deal",
    align: "right",
    wrap: true,
    cell: ({ perDeal }) => <Ratio told={perDeal.lost} as="mean" />,
  },
  {
    id: "per-difference",
    heading: "Difference",
    align: "right",
    wrap: true,
    needsRoom: true,
    cell: ({ perDeal }) => <Ratio told={perDeal.difference} as="mean" signed />,
  },
  {
    id: "share-won",
    heading: "Share before wins",
    align: "right",
    wrap: true,
    cell: ({ share }) => <Ratio told={share.won} as="share" />,
  },
  {
    id: "share-lost",
    heading: "Share before losses",
    align: "right",
    wrap: true,
    cell: ({ share }) => <Ratio told={share.lost} as="share" />,
  },
  {
    id: "share-difference",
    heading: "Points apart",
    align: "right",
    wrap: true,
    needsRoom: true,
    cell: ({ share }) => <Ratio told={share.difference} as="share" signed />,
  },
];
