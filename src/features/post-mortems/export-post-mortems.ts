import type { ContractRouterClient } from "@orpc/contract";
import { day, instant, lines, money, number, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, inputOf, listed, toldBy, toldWhole } from "../../platform/export/exported-table.ts";
import { listedDealColumns } from "../deals/export/list-columns.ts";
import { postMortemsContract } from "./contract.ts";
import type { PostMortemRow } from "./conversations/contract.ts";
import type { LossExclusion } from "./major-losses/contract.ts";

type Client = Pick<
  ContractRouterClient<typeof postMortemsContract>,
  "listPostMortems" | "listQuotes" | "listLossExclusions" | "showHeadToHead"
>;

/** Conversations with customers, and what they said and let us repeat: nobody's words beyond what they agreed to. */
export function exportedPostMortems(client: Client): ExportedTable[] {
  return [
    listed(
      { name: "post-mortems", title: "Post-mortems", says: "Conversations about major losses, and how each stands." },
      postMortemsContract.listPostMortems,
      client.listPostMortems,
      [
        text("Deal", ({ dealName }) => dealName),
        text("Account", ({ accountName }) => accountName),
        text("Seller", ({ ownerName }) => ownerName),
        ...money<PostMortemRow>("Amount", ({ amount }) => amount),
        text("Competitor", ({ competitor }) => competitor),
        instant("Lost at", ({ closedAt }) => closedAt),
        yesNo("Opened again", ({ isReopened }) => isReopened),
        text("State", ({ state }) => state),
        text("By", ({ mode }) => mode),
        text("Led by", ({ leadName }) => leadName),
        text("Contact", ({ contactName }) => contactName),
        text("Major by rule", ({ ruleName }) => ruleName),
        text("Asked for by", ({ askedByName }) => askedByName),
        instant("Planned for", ({ plannedFor }) => plannedFor),
        instant("Held at", ({ heldAt }) => heldAt),
        text("Given up because", ({ givenUpWhy }) => givenUpWhy || null),
        lines("Answers from", ({ given }) => given.map(({ source }) => source)),
        lines("Win again", ({ given }) => given.flatMap((answers) => answers.winAgain ?? [])),
        text("Left out of", ({ leftOutOf }) => leftOutOf),
        text("Deal ID", ({ dealId }) => dealId),
        text("ID", ({ id }) => id),
      ],
    ),
    listed(
      { name: "customer-quotes", title: "Customers' words", says: "What customers said and let us repeat." },
      postMortemsContract.listQuotes,
      client.listQuotes,
      [
        text("Words", ({ words }) => words),
        text("Said by", ({ by }) => by?.name ?? null),
        text("Account", ({ by }) => by?.accountName ?? null),
        day("On", ({ by }) => by?.on ?? null),
        text("Language", ({ language }) => language),
        text("Deal ID", ({ by }) => by?.dealId ?? null),
      ],
    ),
    toldBy(
      { name: "head-to-head", title: "Head-to-head", says: "How customers compare us with the winner, by priority." },
      inputOf(postMortemsContract.showHeadToHead),
      async (input: Parameters<Client["showHeadToHead"]>[0]) => (await client.showHeadToHead(input)).priorities,
      [
        text("Priority", ({ name }) => name),
        number("Importance", ({ importance }) => (importance.kind === "known" ? importance.mean : null)),
        whole("Customers who said", ({ importance }) =>
          importance.kind === "known" ? importance.of : importance.outOf,
        ),
        number("Us", ({ compared }) => (compared.kind === "known" ? compared.us : null)),
        number("The winner", ({ compared }) => (compared.kind === "known" ? compared.winner : null)),
        number("Difference", ({ compared }) => (compared.kind === "known" ? compared.difference : null)),
        number("At least", ({ compared }) => (compared.kind === "known" ? compared.low : null)),
        number("At most", ({ compared }) => (compared.kind === "known" ? compared.high : null)),
        yesNo("More than chance", ({ compared }) => (compared.kind === "known" ? compared.isFinding : null)),
      ],
    ),
    toldWhole(
      {
        name: "loss-exclusions",
        title: "Losses left out",
        says: "Losses left out of what is told, or of invitations.",
      },
      async () => (await client.listLossExclusions()).rows,
      [
        text("Left out of", ({ leftOutOf }) => leftOutOf),
        text("Why", ({ why }) => why || null),
        instant("Since", ({ madeAt }) => madeAt),
        text("By", ({ madeByName }) => madeByName),
        ...listedDealColumns<LossExclusion>(({ deal }) => deal),
      ],
    ),
  ];
}
