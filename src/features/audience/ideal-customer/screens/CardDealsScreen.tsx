import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { resultColumns } from "../../../../ui/result-columns.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { DealRow } from "../../../deals/contract.ts";
import audienceClasses from "../../screens/Audience.module.css";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { audience, useKeepsAudience } from "../../screens/use-audience.ts";
import { conditionWords, pointsWords, wonWords } from "./tell-card.ts";
import { useIdealCustomer, useWording } from "./use-ideal-customer.ts";

const here = "/audience/ideal-customer/deals";

/** The closed deals behind a row of the scorecard: those that show it, and those that do not. */
export default function CardDealsScreen() {
  const { searchStr } = useLocation();
  const search = new URLSearchParams(searchStr);
  const key = search.get("key") ?? "";
  const shows = search.get("shows") !== "false";
  const wording = useWording();
  const keeps = useKeepsAudience();
  const result = useIdealCustomer().shown.data?.result;
  const row = result?.kind === "card" ? result.rows.find((each) => each.key === key) : undefined;
  const asked = audience.listCardDeals.infiniteOptions({
    input: (after: string | undefined) => ({ key, shows, limit: 50, ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: keeps === true,
  });
  const list = useInfiniteQuery(asked);
  const failure = list.error && !list.data ? told(list.error) : undefined;
  const hrefOf = (to: boolean) => `${here}?${new URLSearchParams({ key, ...(to ? {} : { shows: "false" }) })}`;
  return (
    <AudiencePage
      current="/audience/ideal-customer"
      back={{ label: "Ideal customer", href: "/audience/ideal-customer" }}
      knownBy={asked.queryKey}
      title={row ? conditionWords(row.is, wording) : "Deals behind a row of the scorecard"}
      lead={row && `${pointsWords(row.points, wording.reader)} points`}
    >
      {row && (
        <nav className={`${audienceClasses.sides} not-in-print`} aria-label="Which deals">
          <UiLink href={hrefOf(true)} aria-current={shows ? "true" : undefined}>
            Show it, won {wonWords(row.shown, wording.reader)}
          </UiLink>
          <UiLink href={hrefOf(false)} aria-current={shows ? undefined : "true"}>
            Do not, won {wonWords(row.notShown, wording.reader)}
          </UiLink>
        </nav>
      )}
      {failure ? (
        <ErrorState
          happened={failure.status === 404 ? "This row is not on the scorecard any more." : failure.title}
          toDo={failure.status === 404 ? "It was learnt again since." : failure.detail}
          {...(failure.status === 404 ? {} : { onRetry: () => void list.refetch() })}
        />
      ) : (
        <DataTable
          caption={shows ? "Closed deals that show it, newest first" : "Closed deals that do not, newest first"}
          columns={columns}
          rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/deals/${id}`}
          files={exportLinks("scorecard-deals", { key, shows })}
          loading={list.isPending}
          more={moreOf(list)}
          empty={<EmptyState line="None of these deals is yours to see. The counts are the team's." />}
        />
      )}
    </AudiencePage>
  );
}

const columns = resultColumns<DealRow>("How it ended");
