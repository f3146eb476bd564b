import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { teamContract } from "../contract.ts";

const team = apiOf<typeof teamContract>("team");
type Entry = { at: string; memberName: string | null; action: string; subjectKind: string; subjectId: string | null };

const columns: Column<Entry>[] = [
  { id: "who", heading: "Who", cell: (entry) => entry.memberName ?? "Comeback", onPhone: "title" },
  { id: "what", heading: "What", cell: (entry) => entry.action },
  { id: "when", heading: "When", cell: (entry) => <InstantText at={entry.at} say="time" />, onPhone: "value" },
];

/** Who changed people, settings and the process, newest first. */
export default function AuditLog() {
  const entries = useInfiniteQuery(
    team.listAudit.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  return (
    <Section
      title="Audit log"
      lead="Changes to people, settings and the sales process. Admins see it; nobody can edit it."
    >
      {entries.error ? (
        <Refusal problem={told(entries.error)} />
      ) : (
        <DataTable
          caption="Changes, newest first"
          columns={columns}
          rows={entries.data?.pages.flatMap((page) => page.rows) ?? []}
          keyOf={(entry) => `${entry.at} ${entry.action} ${entry.subjectId}`}
          loading={entries.isPending}
          more={
            entries.hasNextPage
              ? { loading: entries.isFetchingNextPage, load: () => void entries.fetchNextPage() }
              : undefined
          }
          empty={<EmptyState line="Nothing has been changed yet." />}
        />
      )}
    </Section>
  );
}
