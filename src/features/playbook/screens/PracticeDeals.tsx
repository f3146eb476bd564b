import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { Evidence } from "../../../ui/Evidence.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Section } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { countWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import type { PracticeShape, playbookContract } from "../contract.ts";
import type { PracticeDeal, PracticeUse } from "../uses/contract.ts";
import { FinishUse } from "./FinishUse.tsx";
import classes from "./Playbook.module.css";
import { UseButton } from "./UseButton.tsx";
import { useUses } from "./use-uses.ts";

const playbook = apiOf<typeof playbookContract>("playbook");
const team = apiOf<typeof teamContract>("team");

type Kind = "up" | "unknown";

/** Open deals on which the practice's flag is up now, worst money first, one click from being applied. */
export function PracticeDeals({ practice }: { practice: PracticeShape }) {
  const { id, title, flag, state } = practice;
  const reader = useReader();
  const me = useQuery(team.me.queryOptions()).data?.member;
  const [kind, setKind] = useState<Kind>("up");
  const [finishing, setFinishing] = useState<PracticeUse | null>(null);
  const [current, setCurrent] = useState<PracticeDeal | null>(null);
  const { plan, isPlanning } = useUses();
  const deals = useInfiniteQuery({
    ...playbook.listPracticeDeals.infiniteOptions({
      input: (after: string | undefined) => ({ id, kind, limit: 6, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    enabled: flag !== null,
  });
  const rows = deals.data?.pages.flatMap((page) => page.rows) ?? [];
  const mayApply = state === "adopted" && me !== undefined && (me.role !== "marketing" || me.isOwner);
  const applyCurrent = () => {
    const row = rows.find(({ deal }) => deal.id === current?.deal.id);
    if (row && (!row.use || row.use.state === "dropped")) plan({ practiceId: id, dealId: row.deal.id });
  };
  useShortcut("a", applyCurrent, "Apply the practice to this deal", { enabled: mayApply, group: "In a list" });
  if (!flag) {
    return (
      <Section title="Where it applies now">
        <p className={classes.quiet}>
          {state === "adopted"
            ? "No red flag shows where this applies, so it is for you to judge: choose it on a deal's own page."
            : "No red flag shows yet where this would apply."}
          {practice.may.change && " Give it a reason or a flag, and its open deals stand here."}
        </p>
      </Section>
    );
  }
  const counts = deals.data?.pages[0]?.counts;
  return (
    <Section
      title="Where it applies now"
      lead={counts ? whereInWords(counts, flag.name, reader) : " "}
      actions={
        counts && counts.unknown > 0 ? (
          <SegmentedControl
            aria-label="Which open deals"
            size="xs"
            data={[
              { value: "up", label: `▲ Applies ${numberWords(counts.up, reader)}` },
              { value: "unknown", label: `? Not known ${numberWords(counts.unknown, reader)}` },
            ]}
            value={kind}
            onChange={(value) => setKind(value === "unknown" ? "unknown" : "up")}
          />
        ) : undefined
      }
    >
      {deals.error && !deals.data ? (
        <Refusal problem={told(deals.error)} />
      ) : (
        <DataTable
          caption={`Open deals on which “${title}” applies, worst money first`}
          loading={deals.isPending}
          rows={rows}
          keyOf={({ deal }) => deal.id}
          hrefOf={({ deal }) => `/deals/${deal.id}`}
          onCurrent={setCurrent}
          columns={[
            { id: "deal", heading: "Deal", onPhone: "title", cell: ({ deal }) => deal.name },
            {
              id: "amount",
              heading: "Amount",
              align: "right",
              onPhone: "value",
              cell: ({ deal }) =>
                deal.amount && <MoneyText minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />,
            },
            {
              id: "evidence",
              heading: "What the record shows",
              wrap: true,
              onPhone: "plain",
              cell: ({ deal, reading }) => (
                <Evidence
                  reading={reading}
                  where={[deal.stageName, deal.ownerId === me?.id ? null : deal.ownerName].filter(Boolean).join(" · ")}
                />
              ),
            },
            {
              id: "use",
              heading: "",
              onPhone: "plain",
              cell: ({ deal, use }) => (
                <UseButton
                  use={use}
                  practiceTitle={title}
                  dealName={deal.name}
                  mayApply={mayApply}
                  isPlanning={isPlanning({ practiceId: id, dealId: deal.id })}
                  onPlan={() => plan({ practiceId: id, dealId: deal.id })}
                  onFinish={setFinishing}
                />
              ),
            },
          ]}
          more={moreOf(deals)}
          empty={<p className={classes.quiet}>{noneOf[kind]}</p>}
        />
      )}
      {finishing && <FinishUse use={finishing} onClose={() => setFinishing(null)} />}
    </Section>
  );
}

const noneOf: Record<Kind, string> = {
  up: "On no open deal you see is this flag up right now.",
  unknown: "Nothing is missing: the record answers this for every open deal you see.",
};

function whereInWords(
  { up, down, unknown }: { up: number; down: number; unknown: number },
  flag: string,
  reader: Reader,
) {
  const all = countWords(up + down + unknown, "open deal", "open deals", reader);
  return `“${flag}” is up on ${numberWords(up, reader)} of ${all} you see${
    unknown > 0 ? `, and not known on ${numberWords(unknown, reader)}` : ""
  }.`;
}
