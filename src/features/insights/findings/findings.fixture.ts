import {
  downSign,
  type History,
  type HistoryDeal,
  hasBeenUp,
  type Sign,
  upSign,
  wasUpBefore,
} from "../history/rules.ts";

/** Of a deal in a stage: the week of its entry first; for each sign, in order, how it stood in each week. */
export type Stayed = { stage: number; states: (readonly number[])[] };
export type Told = { won: boolean; amountCents?: number | null; stays?: readonly Stayed[] };

export const stages = ["Discovery", "Proposal"].map((name) => ({ id: name.toLowerCase(), pipelineId: "sales", name }));

export function sign(kind: "step" | "flag", more: Partial<Sign> = {}): Sign {
  return { key: `${kind}:one`, kind, id: "one", name: kind, standing: true, lasting: false, judgedAt: null, ...more };
}

/** A team's history, written down deal by deal. A sign that was up in a stage has been up in it from then on. */
export function historyOf(told: readonly Told[], signs: readonly Sign[] = []): History {
  const deals = told.map(
    ({ won, amountCents = null }, place): HistoryDeal => ({
      ...{ id: `deal ${place}`, status: won ? "won" : "lost", pipelineId: "sales", createdAt: place, bulkEdit: false },
      ...{ closedAt: place + 1, amountCents },
    }),
  );
  const rows = told.flatMap(({ amountCents, stays = [] }, deal) =>
    stays.flatMap(({ stage, states }, order) => {
      const before = stays[order - 1]?.states ?? [];
      const weeks = states[0]?.length ?? 1;
      return Array.from({ length: weeks }, (_, week) => ({
        ...{ deal, stage, week, amountCents: amountCents ?? -1 },
        signs: signs.map((_, at) => {
          const stood = states[at] ?? [];
          const been = stood.slice(0, week + 1).includes(upSign) ? hasBeenUp : 0;
          const left = week === 0 && (before[at] ?? []).includes(upSign) ? wasUpBefore : 0;
          return (stood[week] ?? downSign) | been | left;
        }),
      }));
    }),
  );
  return {
    deals,
    stages,
    signs: [...signs],
    looks: {
      count: rows.length,
      deal: Uint32Array.from(rows, ({ deal }) => deal),
      at: Float64Array.from(rows, ({ deal, week }) => deal * 1_000 + week),
      stage: Uint16Array.from(rows, ({ stage }) => stage),
      week: Uint16Array.from(rows, ({ week }) => week),
      amountCents: Float64Array.from(rows, ({ amountCents }) => amountCents),
      signs: Uint8Array.from(rows.flatMap((row) => row.signs)),
    },
  };
}
