import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../contract.ts";

const team = apiOf<typeof teamContract>("team");
type Entry = {
  at: string;
  memberName: string | null;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  subjectName: string | null;
};

/** Where what was changed can be seen, if it is still there. */
const partOf: Record<string, string> = {
  reason: "reasons",
  repair: "reasons",
  "red-flag": "red-flags",
  step: "process",
  pipeline: "process",
  member: "people",
};

/** "Ada Okafor added a person: Boris Lund"; what somebody did to themselves needs no second name. */
function said({ memberName, action, subjectName }: Entry): string {
  const what = `${memberName ?? "Comeback"} ${action}`;
  return subjectName && subjectName !== memberName ? `${what}: ${subjectName}` : what;
}

function hrefOf({ subjectKind, subjectId }: Entry): string | null {
  const part = partOf[subjectKind];
  return part && subjectId ? `/settings/${part}?open=${subjectId}` : null;
}

const columns: Column<Entry>[] = [
  {
    id: "what",
    heading: "What",
    wrap: true,
    cell: (entry) => {
      const words = said(entry);
      const href = hrefOf(entry);
      return href ? <UiLink href={href}>{words}</UiLink> : words;
    },
  },
  { id: "when", heading: "When", width: "12rem", cell: (entry) => <InstantText at={entry.at} say="time" /> },
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
      lead="Changes to people, settings and how we sell, newest first. Admins read it; nobody can edit it."
    >
      {entries.error && !entries.data ? (
        <ErrorState
          happened="The audit log did not load."
          means={told(entries.error).title}
          toDo="Nothing in it is lost."
          onRetry={() => void entries.refetch()}
        />
      ) : (
        <>
          <DataTable
            caption="Changes, newest first"
            columns={columns}
            rows={entries.data?.pages.flatMap((page) => page.rows) ?? []}
            keyOf={(entry) => `${entry.at} ${entry.action} ${entry.subjectId}`}
            loading={entries.isPending}
            more={moreOf(entries)}
            files={exportLinks("audit")}
            empty={<EmptyState line="Nothing has been changed yet." />}
          />
          {entries.error && <Refusal problem={told(entries.error)} />}
        </>
      )}
    </Section>
  );
}
