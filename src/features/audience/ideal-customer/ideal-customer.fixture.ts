import { columnOf } from "../../insights/history/rules.ts";
import type { IdealCustomer, Scorecard } from "./contract.ts";
import type { GatheredDeals } from "./gather-deals.ts";
import { type LearnSettings, learnCard } from "./learn-card.ts";

export type ToldDeal = {
  /** Null: still open. */
  won: boolean | null;
  facts: Readonly<Record<string, string | null>>;
  /** Each deal is of a customer of its own where none is said. */
  customer?: number;
  openingCents?: number;
  createdAt?: number;
};

const until = Date.UTC(2026, 10, 20);

export function gatheredOf(deals: readonly ToldDeal[]): GatheredDeals {
  const headings = [...new Set(deals.flatMap(({ facts }) => Object.keys(facts)))];
  const places = deals.map(({ customer }, place) => customer ?? deals.length + place);
  return {
    team: {
      until,
      owners: deals.map(() => null),
      history: {
        deals: deals.map(({ won, createdAt = until - 90 * 86_400_000, openingCents = null }, place) => ({
          id: `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`,
          status: won === null ? "open" : won ? "won" : "lost",
          pipelineId: "Sales",
          createdAt,
          closedAt: won === null ? null : until - 86_400_000,
          amountCents: openingCents,
          bulkEdit: false,
        })),
        stages: [],
        signs: [],
        looks: {
          count: 0,
          deal: new Uint32Array(0),
          at: new Float64Array(0),
          stage: new Uint16Array(0),
          week: new Uint16Array(0),
          amountCents: new Float64Array(0),
          signs: new Uint8Array(0),
        },
      },
    },
    columns: headings.map((heading) =>
      columnOf(
        heading,
        false,
        deals.map(({ facts }) => facts[heading] ?? null),
      ),
    ),
    openingCents: Float64Array.from(deals, ({ openingCents }) => openingCents ?? Number.NaN),
    customers: Int32Array.from(places),
  };
}

export function learnt(deals: readonly ToldDeal[], more: Partial<LearnSettings> = {}): IdealCustomer {
  return learnCard(gatheredOf(deals), {
    ...{ needed: 100, fewestASide: 30, falseDiscoveryRate: 0.02, fields: new Map(), mayHoldCopies: false },
    ...more,
  });
}

export function cardOf(result: IdealCustomer): Scorecard {
  if (result.kind !== "card") throw new Error(`A scorecard was expected, not ${result.kind}.`);
  return result;
}

/** "Lead source=Referral" → its points. */
export const pointsByKey = (result: IdealCustomer): Record<string, number> =>
  Object.fromEntries(cardOf(result).rows.map(({ key, points }) => [key, points]));
