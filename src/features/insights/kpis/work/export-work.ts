import type { ContractRouterClient } from "@orpc/contract";
import { share, text, whole } from "../../../../platform/export/columns.ts";
import { type ExportedTable, inputOf, toldBy } from "../../../../platform/export/exported-table.ts";
import { insightsContract } from "../../contract.ts";
import { untilTold } from "../kept/until-told.ts";
import type { Period } from "../rules.ts";
import {
  againstColumns,
  bothPeriods,
  highOf,
  lowOf,
  type OfPeriod,
  periodColumns,
  shareOf,
  waitColumns,
} from "../tell-columns.ts";
import type { CallFigures } from "./missed-calls/contract.ts";
import type { PreparationFigures } from "./preparation/contract.ts";
import type { PromiseFigures } from "./promises/contract.ts";
import type { HeldAgainst } from "./ratios/contract.ts";
import type { ResponseFigures } from "./responses/contract.ts";

type Client = ContractRouterClient<typeof insightsContract>;
type Asked<Route extends keyof Client> = Parameters<Client[Route]>[0];

/** The figures of work as files. */
export const exportedWorkFigures = (client: Client): ExportedTable[] => [
  toldBy(
    { name: "responses", title: "Answers to e-mails", says: "How long customers' e-mails waited, in working time." },
    inputOf(insightsContract.showResponses),
    async (input: Asked<"showResponses">) => bothPeriods(await untilTold(() => client.showResponses(input))),
    [
      ...periodColumns<OfPeriod<ResponseFigures>>(),
      whole("E-mails", ({ figures }) => figures.messages),
      whole("Answered", ({ figures }) => figures.answered),
      whole("Perhaps answered", ({ figures }) => figures.perhaps),
      whole("Closed before", ({ figures }) => figures.closedFirst),
      whole("Waiting", ({ figures }) => figures.waiting),
      whole("Waited longer than the hours", ({ figures }) => figures.late),
      ...waitColumns<OfPeriod<ResponseFigures>>(({ figures }) => figures.wait),
    ],
  ),
  toldBy(
    {
      name: "missed-calls",
      title: "Missed calls",
      says: "Customers' calls taken and missed, and how soon we called back.",
    },
    inputOf(insightsContract.showMissedCalls),
    async (input: Asked<"showMissedCalls">) => bothPeriods(await untilTold(() => client.showMissedCalls(input))),
    [
      ...periodColumns<OfPeriod<CallFigures>>(),
      whole("Taken", ({ figures }) => figures.taken),
      whole("Missed", ({ figures }) => figures.missed),
      whole("Not recorded", ({ figures }) => figures.unsaid),
      share("Share missed", ({ figures }) => shareOf(figures.missedShare)),
      whole("Called back", ({ figures }) => figures.calledBack),
      whole("Answered otherwise", ({ figures }) => figures.otherwise),
      whole("Perhaps answered", ({ figures }) => figures.perhaps),
      whole("Closed before", ({ figures }) => figures.closedFirst),
      whole("Waiting", ({ figures }) => figures.waiting),
      ...waitColumns<OfPeriod<CallFigures>>(({ figures }) => figures.wait),
    ],
  ),
  toldBy(
    {
      name: "activity-mix",
      title: "Before wins and losses",
      says: "Calls, e-mails and meetings a deal before wins and before losses.",
    },
    inputOf(insightsContract.showActivityMix),
    async (input: Asked<"showActivityMix">) => {
      const told = await untilTold(() => client.showActivityMix(input));
      return bothPeriods(told).flatMap(({ figures, ...period }) => [
        { ...period, kind: "all", figure: "a deal", held: figures.perDeal },
        ...figures.kinds.flatMap(({ kind, perDeal, share }) => [
          { ...period, kind, figure: "a deal", held: perDeal },
          { ...period, kind, figure: "share of all", held: share },
        ]),
      ]);
    },
    [
      ...periodColumns<OfKind>(),
      text("Kind", ({ kind }) => kind),
      text("Figure", ({ figure }) => figure),
      ...againstColumns<OfKind>(({ held }) => held),
    ],
  ),
  toldBy(
    {
      name: "preparation",
      title: "Preparation",
      says: "Each step in time, late or never, before wins and before losses.",
    },
    inputOf(insightsContract.showPreparation),
    async (input: Asked<"showPreparation">) => {
      const told = await untilTold(() => client.showPreparation(input));
      return bothPeriods(told).flatMap(({ figures: { steps }, ...period }) =>
        steps.map((step) => ({ ...period, ...step })),
      );
    },
    [
      ...periodColumns<OfStep>(),
      text("Step", ({ name }) => name),
      whole("Due on won deals", ({ won }) => won.due),
      whole("In time on won deals", ({ won }) => won.inTime),
      whole("Late on won deals", ({ won }) => won.late),
      whole("Never on won deals", ({ won }) => won.missed),
      whole("Due on lost deals", ({ lost }) => lost.due),
      whole("In time on lost deals", ({ lost }) => lost.inTime),
      whole("Late on lost deals", ({ lost }) => lost.late),
      whole("Never on lost deals", ({ lost }) => lost.missed),
      share("Difference in time", ({ difference }) => shareOf(difference)),
      share("At least", ({ difference }) => lowOf(difference)),
      share("At most", ({ difference }) => highOf(difference)),
    ],
  ),
  toldBy(
    {
      name: "promises",
      title: "Promised repairs",
      says: "Repairs promised by a day of the period, and whether it was kept.",
    },
    inputOf(insightsContract.showPromises),
    async (input: Asked<"showPromises">) => bothPeriods(await untilTold(() => client.showPromises(input))),
    [
      ...periodColumns<OfPeriod<PromiseFigures>>(),
      whole("Kept", ({ figures }) => figures.kept),
      whole("Done late", ({ figures }) => figures.doneLate),
      whole("Not done", ({ figures }) => figures.stillOpen),
      whole("Still to come", ({ figures }) => figures.toCome),
      share("Late or not done", ({ figures }) => shareOf(figures.late)),
      share("At least", ({ figures }) => lowOf(figures.late)),
      share("At most", ({ figures }) => highOf(figures.late)),
    ],
  ),
];
type OfKind = Period & { which: string; kind: string; figure: string; held: HeldAgainst };
type OfStep = Period & { which: string } & PreparationFigures["steps"][number];
