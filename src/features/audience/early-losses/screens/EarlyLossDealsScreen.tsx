import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { resultColumns } from "../../../../ui/result-columns.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { DealRow } from "../../../deals/contract.ts";
import { AskAbout } from "../../packets/screens/AskAbout.tsx";
import classes from "../../screens/Audience.module.css";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { addressOf, useReportFilter } from "../../screens/report-address.ts";
import { audience, useKeepsAudience } from "../../screens/use-audience.ts";
import { toldApartBy } from "../contract.ts";
import { dealsOf } from "./tell-early-losses.ts";

const here = "/audience/early-losses/deals";

/** The deals behind a row: those lost early, or those won. */
export default function EarlyLossDealsScreen() {
  const { search, filter } = useReportFilter();
  const keeps = useKeepsAudience();
  const said = new URLSearchParams(search);
  const by = toldApartBy.safeParse(said.get("by")).data ?? "source";
  const key = said.get("key") ?? "";
  const ended = said.get("ended") === "won" ? "won" : "early";
  const report = useQuery(audience.showEarlyLosses.queryOptions({ input: filter, enabled: keeps === true })).data;
  const row = report?.report?.apart.find((part) => part.by === by)?.rows.find((each) => each.key === key);
  const asked = audience.listEarlyLossDeals.infiniteOptions({
    input: (after: string | undefined) => ({ ...filter, by, key, ended, limit: 50, ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: keeps === true,
  });
  const list = useInfiniteQuery(asked);
  const failure = list.error && !list.data ? told(list.error) : undefined;
  const title = `${row ? dealsOf(row) : "Deals"} that ${ended === "won" ? "we won" : "we lost early"}`;
  const side = (to: "early" | "won", words: string) => (
    <UiLink href={addressOf(here, { ...filter, by, key, ended: to })} aria-current={ended === to ? "true" : undefined}>
      {words}
    </UiLink>
  );
  return (
    <AudiencePage
      current="/audience"
      back={{ label: "Early losses", href: addressOf("/audience", filter) }}
      knownBy={asked.queryKey}
      title={title}
      actions={row && <AskAbout evidence={{ of: "early-losses", ...filter, by, key }} />}
    >
      <nav className={`${classes.sides} not-in-print`} aria-label="Which deals">
        {side("early", "Lost early")}
        {side("won", "Won")}
      </nav>
      {failure ? (
        <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={`${title}, newest first`}
          columns={columns}
          rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/deals/${id}`}
          files={exportLinks("early-loss-deals", { ...filter, by, key, ended })}
          loading={list.isPending}
          more={moreOf(list)}
          empty={<EmptyState line={ended === "won" ? "None of them was won." : "None of them was lost early."} />}
        />
      )}
    </AudiencePage>
  );
}

const columns = resultColumns<DealRow>("Stands");
