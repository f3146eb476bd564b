import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ImportKind } from "../src/features/deals/import/contract.ts";
import type { Instant } from "../src/platform/dates.ts";
import { pad } from "./account.ts";
import { attributes } from "./candidates.ts";
import { the } from "./dice.ts";
import { pipelineName } from "./market.ts";
import type { SimulatedTeam } from "./simulate-team.ts";
import type { SimulatedDeal } from "./simulated-deal.ts";

const dealKinds = ["deals", "contacts", "stages", "activities", "steps"] as const;
/** In the order to import them: each refers only to what came before. */
export const teamFileKinds = ["members", "accounts", ...dealKinds] as const satisfies readonly ImportKind[];

/** Enough characters a piece that writing is not about the pieces, few enough that memory does not notice. */
const pieceLength = 64_000;

/** One export of the simulated team's CRM, as pieces of a CSV file (UTF-8, commas, RFC 4180). */
export function* teamFile(team: SimulatedTeam, kind: ImportKind): Generator<string> {
  let piece = "";
  for (const line of linesOf(team, kind)) {
    piece += line;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** Writes all of a simulated team's exports into a folder, `deals.csv` and so on; gives their paths. */
export async function writeTeamFiles(team: SimulatedTeam, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const pathOf = (kind: ImportKind) => join(folder, `${kind}.csv`);
  await writeFile(pathOf("members"), teamFile(team, "members"));
  await writeFile(pathOf("accounts"), teamFile(team, "accounts"));
  // The story is told once for the five files that follow from it.
  const files = await Promise.all(
    dealKinds.map(async (kind) => ({ kind, file: await open(pathOf(kind), "w"), piece: "" })),
  );
  try {
    for (const each of files) each.piece = line(dealFiles[each.kind].headings(team));
    for (const deal of team.deals())
      for (const each of files) {
        for (const row of dealFiles[each.kind].rows(deal)) each.piece += line(row);
        if (each.piece.length < pieceLength) continue;
        await each.file.write(each.piece);
        each.piece = "";
      }
    for (const { file, piece } of files) await file.write(piece);
  } finally {
    await Promise.all(files.map(({ file }) => file.close()));
  }
  return teamFileKinds.map(pathOf);
}

function* linesOf(team: SimulatedTeam, kind: ImportKind): Generator<string> {
  if (kind === "members") return yield* memberLines(team);
  if (kind === "accounts") return yield* accountLines(team);
  const { headings, rows } = dealFiles[kind];
  yield line(headings(team));
  for (const deal of team.deals()) for (const row of rows(deal)) yield line(row);
}

type Cell = string | number | null;
function cell(value: Cell): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (row: readonly Cell[]) => `${row.map(cell).join(",")}\r\n`;
const at = (instant: Instant | null) =>
  instant === null ? null : new Date(instant).toISOString().replace(".000Z", "Z");

function* memberLines({ members }: SimulatedTeam): Generator<string> {
  yield line(["Member ID", "Name", "Email", "Manager"]);
  for (const { id, name, email, managerEmail } of members)
    yield line([id, name, email, members.find((each) => each.email === managerEmail)?.name ?? null]);
}

function* accountLines(team: SimulatedTeam): Generator<string> {
  yield line(["Account ID", "Account name", "Segment", "Industry", "Country", "Employees"]);
  for (const { id, name, segment, industry, country, employees } of team.accounts())
    yield line([id, name, segment.name, industry, country, employees]);
}

type DealFile = { headings: (team: SimulatedTeam) => Cell[]; rows: (deal: SimulatedDeal) => Cell[][] };

const dealFiles: Record<(typeof dealKinds)[number], DealFile> = {
  deals: {
    headings: ({ attributeCount }) => [
      ...["Deal ID", "Deal name", "Account ID", "Account", "Owner", "Owner email", "Pipeline", "Stage", "Status"],
      ...["Amount", "Currency", "Created at", "Expected close date", "Closed at", "Pitched on"],
      ...["Offered term (months)", "Competitor", "Lead source", "Loss reason", "Product", "Segment"],
      ...attributes.slice(0, attributeCount).map(({ column }) => column),
    ],
    rows: (deal) => [dealRow(deal)],
  },
  contacts: {
    headings: () => [
      ...["Contact ID", "Name", "Email", "Phone", "Job title", "Account ID", "Account", "Deal ID"],
      ...["Buying role", "Role since"],
    ],
    rows: ({ id, account, people }) =>
      people.flatMap(({ person, roles }) =>
        roles.map(({ role, at: since }) => [
          ...[person.id, person.name, person.email, person.phone, person.jobTitle, account.id, account.name, id],
          ...[role, at(since)],
        ]),
      ),
  },
  stages: {
    headings: () => ["Deal ID", "Stage", "Entered at", "Expected close date"],
    rows: ({ id, stages, closeDates }) => [
      ...stages.map((stage) => [id, stage.name, at(stage.at), dateAsOf(closeDates, stage.at)]),
      // A date that is moved while the stage stays is a row of its own, as CRMs keep it.
      ...closeDates.flatMap((moved) => {
        const stage = stages.findLast((each) => each.at <= moved.at);
        return stage && stage.at !== moved.at ? [[id, stage.name, at(moved.at), moved.on]] : [];
      }),
    ],
  },
  activities: {
    headings: () => [
      ...["Activity ID", "Deal ID", "Type", "Direction", "Answered", "Date", "Subject", "Contact name"],
      ...["Contact email", "Owner"],
    ],
    rows: ({ id, number, touches, people, rep }) =>
      touches.map((touch, index) => {
        const person = people.find((each) => each.person.id === touch.personId)?.person;
        const answered = touch.answered === null ? null : touch.answered ? "Yes" : "No";
        return [
          ...[
            `T-${pad(number + 1)}-${index + 1}`,
            id,
            touch.kind,
            touch.direction,
            answered,
            at(touch.at),
            touch.subject,
          ],
          ...[person?.name ?? null, person?.email ?? null, rep.name],
        ];
      }),
  },
  steps: {
    headings: () => ["Answer ID", "Deal ID", "Step", "Done", "Answer", "Said by", "Answered at", "Owner"],
    rows: ({ id, number, stepAnswers, rep }) =>
      stepAnswers.map(({ step, answer, saidBy, at: answeredAt }, index) => [
        ...[`Q-${pad(number + 1)}-${index + 1}`, id, step, "Yes", answer, saidBy, at(answeredAt), rep.name],
      ]),
  },
};

function dealRow(deal: SimulatedDeal): Cell[] {
  const stage = the(deal.stages, deal.stages.length - 1).name;
  return [
    ...[deal.id, deal.name, deal.account.id, deal.account.name, deal.rep.name, deal.rep.email, pipelineName, stage],
    ...[
      deal.status,
      deal.amount.toFixed(2),
      deal.currency,
      at(deal.createdAt),
      the(deal.closeDates, deal.closeDates.length - 1).on,
    ],
    ...[at(deal.closedAt), deal.pitchedOn, deal.offeredTermMonths, deal.competitor, deal.source.name, deal.lossReason],
    ...[deal.product, deal.account.segment.name, ...Object.values(deal.attributes)],
  ];
}

function dateAsOf(closeDates: SimulatedDeal["closeDates"], instant: Instant): string | null {
  return closeDates.findLast((each) => each.at <= instant)?.on ?? null;
}
