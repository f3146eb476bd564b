import type { ContractRouterClient } from "@orpc/contract";
import { z } from "zod";
import { day, instant, number, share, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, inputOf, listed, toldBy } from "../../platform/export/exported-table.ts";
import type { DealRow } from "../deals/contract.ts";
import { listedDealColumns } from "../deals/export/list-columns.ts";
import { untilTold } from "../insights/kpis/kept/until-told.ts";
import type { aimsContract } from "./aims/contract.ts";
import { earlyLossesContract } from "./early-losses/contract.ts";
import { overTimeContract } from "./over-time/contract.ts";
import { packetsContract } from "./packets/contract.ts";

type Client = {
  audience: Pick<ContractRouterClient<typeof aimsContract>, "listAims"> &
    Pick<ContractRouterClient<typeof earlyLossesContract>, "showEarlyLosses" | "listEarlyLossDeals"> &
    Pick<ContractRouterClient<typeof overTimeContract>, "showPersonasOverTime">;
  packets: Pick<ContractRouterClient<typeof packetsContract>, "listPackets">;
};

/** Whom we aim at, how that went, and what marketing was asked. */
export function exportedAudience({ audience, packets }: Client): ExportedTable[] {
  const aims = (kind: "persona" | "campaign", about: { name: string; title: string; says: string }) =>
    toldBy(about, z.strictObject({}), async (_: object) => (await audience.listAims({ kind })).rows, [
      text("Name", ({ name }) => name),
      text("In words", ({ words }) => words || null),
      text("Message", ({ message }) => message || null),
      text("Source", ({ source }) => source),
      day("From", ({ startsOn }) => startsOn),
      day("Until", ({ endsOn }) => endsOn),
      text("Rule", ({ rule }) => (rule.length === 0 ? null : JSON.stringify(rule))),
      whole("Deals", ({ deals }) => deals),
      instant("Changed at", ({ changedAt }) => changedAt),
      text("Changed by", ({ changedByName }) => changedByName),
      text("ID", ({ id }) => id),
    ]);
  return [
    aims("persona", { name: "personas", title: "Personas", says: "Whom we aim at, and which deals are each one's." }),
    aims("campaign", { name: "campaigns", title: "Campaigns", says: "Campaigns, and which deals are each one's." }),
    toldBy(
      { name: "early-losses", title: "Early losses", says: "Losses of the first stages held against wins." },
      inputOf(earlyLossesContract.showEarlyLosses),
      async (input: Parameters<Client["audience"]["showEarlyLosses"]>[0]) =>
        (await untilTold(() => audience.showEarlyLosses(input))).apart.flatMap(({ rows }) => rows),
      [
        text("By", ({ by }) => by),
        text("Name", ({ name }) => name),
        whole("Lost early", ({ early }) => early),
        whole("Won", ({ won }) => won),
        share("Share lost early", (row) => (row.share.kind === "known" ? row.share.value : null)),
        share("Against the others", ({ difference }) => (difference.kind === "known" ? difference.value : null)),
        share("At least", ({ difference }) => (difference.kind === "known" ? difference.low : null)),
        share("At most", ({ difference }) => (difference.kind === "known" ? difference.high : null)),
        number("p corrected", ({ difference }) => (difference.kind === "known" ? difference.adjustedP : null)),
        yesNo("Stands", ({ difference }) => (difference.kind === "known" ? difference.stands : null)),
        text("Key", ({ key }) => key),
      ],
    ),
    listed(
      {
        ...{ needsFilter: true, name: "early-loss-deals", title: "Deals behind early losses" },
        says: "By what tells them apart, its key, and how they ended.",
      },
      earlyLossesContract.listEarlyLossDeals,
      audience.listEarlyLossDeals,
      listedDealColumns<DealRow>((deal) => deal),
    ),
    toldBy(
      { name: "personas-over-time", title: "Personas over time", says: "Each persona's win rate, quarter by quarter." },
      inputOf(overTimeContract.showPersonasOverTime),
      async (input: Parameters<Client["audience"]["showPersonasOverTime"]>[0]) =>
        (await untilTold(() => audience.showPersonasOverTime(input))).personas.flatMap(({ quarters, ...persona }) =>
          quarters.map((quarter) => ({ persona, quarter })),
        ),
      [
        text("Persona", ({ persona }) => persona.name),
        day("Quarter", ({ quarter }) => quarter.from),
        whole("Won", ({ quarter }) => quarter.won),
        whole("Deals", ({ quarter }) => quarter.deals),
        share("Win rate", ({ quarter }) => (quarter.rate.kind === "known" ? quarter.rate.value : null)),
        day("Changed since", ({ persona }) => (persona.change.kind === "known" ? persona.change.since : null)),
        yesNo("The change stands", ({ persona }) => (persona.change.kind === "known" ? persona.change.stands : null)),
        text("Persona ID", ({ persona }) => persona.id),
      ],
    ),
    listed(
      { name: "packets", title: "Packets", says: "What marketing was asked, and what became of it." },
      packetsContract.listPackets,
      packets.listPackets,
      [
        text("Question", ({ question }) => question),
        text("About", ({ about }) => about),
        text("State", ({ state }) => state),
        text("Answer", ({ answer }) => answer),
        day("By", ({ dueOn }) => dueOn),
        text("Asked by", ({ askedBy }) => askedBy?.name ?? null),
        instant("Asked at", ({ askedAt }) => askedAt),
        text("Answered by", ({ answeredBy }) => answeredBy?.name ?? null),
        instant("Answered at", ({ answeredAt }) => answeredAt),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
