import { dayMs } from "../../../platform/dates.ts";
import { begin, context, emptyRecord, everyFlag } from "../../red-flags/red-flags.fixture.ts";
import { buildHistory, type TeamHistory } from "../history/build-history.ts";

export type TestDeal = {
  won: boolean | null;
  /** Days after the story's beginning; null where the CRM tells no dates. */
  begins: number | null;
  takes?: number;
  attributes?: Record<string, string>;
  owner?: string;
  amountCents?: number | null;
  /** The amount that was known from the beginning, before the last one. */
  firstAmountCents?: number;
};

export const at = (days: number) => begin + days * dayMs;

/** A team's history, put together as the program does from records. */
export function teamOf(deals: readonly TestDeal[], until = at(1_000)): TeamHistory {
  const flags = everyFlag.filter(({ id }) => id === "gone-quiet");
  const norms = [{ from: begin, norms: context.norms }];
  const history = buildHistory({ flags, context: { ...context, norms }, until, bulkEdited: new Set() });
  for (const [place, { won, begins, takes = 30, attributes = {}, owner = "Ada", ...amounts }] of deals.entries()) {
    const { amountCents = null, firstAmountCents } = amounts;
    const createdAt = begins === null ? null : at(begins);
    const closedAt = won === null || begins === null ? null : at(begins + takes);
    const status = won === null ? "open" : won ? "won" : "lost";
    const outcome = { lossKind: null, closedAt: closedAt ?? until, reopenedAt: null };
    const record = {
      ...emptyRecord,
      ...{ id: `deal ${place}`, createdAt },
      stageChanges: createdAt === null ? [] : [{ stageId: "discovery", enteredAt: createdAt, knownAt: createdAt }],
      amountChanges: [
        ...(firstAmountCents === undefined || createdAt === null
          ? []
          : [{ amountCents: firstAmountCents, currency: "EUR", changedAt: createdAt, knownAt: createdAt }]),
      ],
      outcomes: status === "open" ? [] : [{ ...outcome, status: status as "won" | "lost" }],
    };
    const outline = {
      ...{ id: record.id, status: status as "won" | "lost" | "open", ownerId: owner, pipelineId: "sales" },
      ...{ pipelineName: "Sales", createdAt, closedAt, amountCents, leadSource: null, accountName: null },
      ...{ accountAttributes: {}, attributes },
    };
    history.add(outline, record);
  }
  return history.finish();
}
