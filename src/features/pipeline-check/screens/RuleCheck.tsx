import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { Section } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { numberWords } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import type { CheckedDeal, CheckedRule, pipelineCheckContract } from "../contract.ts";
import { checkedDealColumns } from "./CheckedDealColumns.tsx";
import { FinishTask } from "./FinishTask.tsx";
import classes from "./PipelineCheck.module.css";
import { ruleInWords } from "./rule-in-words.ts";
import { madeKey, useRepair } from "./use-repair.ts";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const team = apiOf<typeof teamContract>("team");

type Kind = CheckedDeal["reading"]["kind"];
const isKind = (value: string): value is Kind => value === "up" || value === "down" || value === "unknown";

type Props = {
  rule: CheckedRule;
  ownerId: string | undefined;
  /** Changes when the open deals were read anew: another list. */
  reading: string;
  /** How many deals are being read right now. */
  refreshing: number;
  /** How many deals at a time. */
  rowsAtATime?: number;
  /** False where another rule on the screen answers J, K and R. */
  keys?: boolean;
  /** What else can be done with the rule, below its deals. */
  foot?: ReactNode;
};

/** One rule over the open deals: how many are at risk, safe or unknown, and which, worst money first. */
export function RuleCheck({ rule, ownerId, reading, refreshing, rowsAtATime = 20, keys = true, foot }: Props) {
  const reader = useReader();
  const [chosen, setChosen] = useState<Kind | null>(null);
  const [current, setCurrent] = useState<CheckedDeal | null>(null);
  const [finishing, setFinishing] = useState<{ taskId: string; dealId: string } | null>(null);
  const { made, makeTask } = useRepair();
  const me = useQuery(team.me.queryOptions());
  const onlyReads = me.data?.member.role === "marketing" && !me.data.member.isOwner;
  // Until somebody chooses: what is at risk; with nothing at risk, what nobody knows.
  const kind = chosen ?? (rule.atRisk === 0 && rule.unknown > 0 ? "unknown" : "up");
  const deals = useInfiniteQuery(
    pipelineCheck.listCheckedDeals.infiniteOptions({
      input: (after: string | undefined) => ({
        flagId: rule.flagId,
        kind,
        limit: rowsAtATime,
        ...(ownerId ? { ownerId } : {}),
        ...(after ? { after } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      queryKey: [...pipelineCheck.listCheckedDeals.key(), rule.flagId, kind, ownerId ?? "", reading],
      // The same list read anew stays on the screen meanwhile; another one takes its own room.
      placeholderData: (before, query) => (query?.queryKey[3] === kind ? before : undefined),
    }),
  );
  const rows = deals.data?.pages.flatMap((page) => page.rows) ?? [];
  const taskOf = ({ deal, openTaskId }: CheckedDeal) =>
    made.get(madeKey({ dealId: deal.id, flagId: rule.flagId })) ?? openTaskId;
  const make = ({ deal }: CheckedDeal, repairId: string) =>
    makeTask({ dealId: deal.id, flagId: rule.flagId, repairId, commitmentId: rule.commitment?.id ?? null });

  const repairCurrent = () => {
    const row = rows.find(({ deal }) => deal.id === current?.deal.id) ?? rows[0];
    const repair = rule.repairs[0];
    if (row && repair && kind !== "down" && !onlyReads && !taskOf(row)) make(row, repair.id);
  };
  useShortcut("r", repairCurrent, "Make the repair a task", { enabled: keys, group: "In a list" });

  return (
    <Section title={rule.flagName} lead={ruleInWords(rule, reader)}>
      <div className={classes.kinds}>
        <SegmentedControl
          aria-label={`Which open deals, for ${rule.flagName}`}
          size="sm"
          data={[
            { value: "up", label: `▲ At risk ${numberWords(rule.atRisk, reader)}` },
            { value: "unknown", label: `? Not known ${numberWords(rule.unknown, reader)}` },
            { value: "down", label: `✓ Safe ${numberWords(rule.safe, reader)}` },
          ]}
          value={kind}
          onChange={(value) => isKind(value) && setChosen(value)}
        />
        {/* Beside the choice, so that nothing moves when it comes and goes. */}
        <p className={classes.reading} role="status">
          {refreshing > 0 && `${numberWords(refreshing, reader)} being read …`}
        </p>
      </div>
      {deals.error && !deals.data ? (
        <Refusal problem={told(deals.error)} />
      ) : (
        <DataTable
          caption={`Open deals, ${rule.flagName}, worst money first`}
          columns={checkedDealColumns({
            repairs: kind === "down" || onlyReads ? null : rule.repairs,
            taskOf,
            onMake: make,
            onFinish: ({ deal }, taskId) => setFinishing({ taskId, dealId: deal.id }),
            me: me.data?.member.id,
          })}
          rows={rows}
          keyOf={({ deal }) => deal.id}
          hrefOf={({ deal }) => `/deals/${deal.id}`}
          files={exportLinks("checked-deals", { flagId: rule.flagId, kind, ownerId })}
          loading={deals.isPending}
          keys={keys}
          onCurrent={setCurrent}
          more={moreOf(deals)}
          empty={<p className={classes.none}>{noneOf[kind]}</p>}
        />
      )}
      {foot}
      {finishing && <FinishTask {...finishing} onClose={() => setFinishing(null)} />}
    </Section>
  );
}

const noneOf: Record<Kind, string> = {
  up: "No open deal carries this mistake right now.",
  down: "No open deal is known to be safe from it yet.",
  unknown: "Nothing is missing: the record answers this for every open deal.",
};
