import type { PersonInExport } from "../../team/store.ts";
import { type DealStatus, type LossKind, lossKind } from "../contract.ts";
import type { Copied } from "./copy-rows.ts";
import {
  accountNameKey,
  contentKey,
  idKey,
  isShortenedId,
  MaybeRepeats,
  type MemberNames,
  type StageNames,
} from "./name-sources.ts";
import { AttributesReader } from "./read-attributes.ts";
import { type CellsReader, growingIds } from "./read-cells.ts";
import { guessLossKind, readStatus } from "./rules.ts";
import type { CellReader, Row } from "./split-rows.ts";

export type RowOf = {
  /** What the row says, in the order of its staging table; null when `cells.problem` says why it is refused. */
  read: (row: Row) => Copied[] | null;
  /** Whether rows without an id of their own are told apart by their place among equals. */
  countsEquals: boolean;
  repeats: MaybeRepeats;
  identifiedBy: string;
  /** Whether the rows tell when stages were entered. */
  tellsHistory?: boolean;
  /** Of a file of members: everybody in it, in order. */
  people?: PersonInExport[];
};

/** What a file names besides its rows. */
export type Names = { members: MemberNames; stages: StageNames };

export function dealReader(
  cells: CellsReader,
  names: { members: MemberNames; stages: StageNames },
  now: number,
): RowOf {
  const id = cells.sourceId("id");
  const name = cells.text("name");
  const account = cells.text("account");
  const accountId = cells.sourceId("accountId");
  const owner = cells.text("owner", 200);
  const ownerEmail = cells.text("ownerEmail", 320);
  const product = cells.text("product");
  const currency = cells.currency();
  const amount = cells.amount("amount", currency);
  const wonAmount = cells.amount("wonAmount", currency);
  const created = cells.instant("created");
  const expectedClose = cells.day("expectedClose");
  const closed = cells.instant("closed");
  const wonAt = cells.instant("wonAt");
  const lostAt = cells.instant("lostAt");
  const pitched = cells.day("pitched");
  const term = cells.number("termMonths");
  const lossKindOf = lossKindReader(cells);
  const lossReason = cells.text("lossReason", 2000);
  const wonReason = cells.text("wonReason", 2000);
  const competitor = cells.text("competitor");
  const leadSource = cells.text("leadSource");
  const wonBackFrom = cells.text("wonBackFrom", 300);
  const callOn = cells.day("callOn");
  const stageSince = cells.instant("stageSince");
  const closeDateColumn = cells.columnOf("closeDate");
  const closeInstant = cells.instant("closeDate");
  const closeDay = closeDateColumn ? cells.dayIn(closeDateColumn) : () => null;
  const standingOf = standingReader(cells, names.stages);
  const enteredOf = enteredReader(cells, names.stages);
  const attributes = new AttributesReader(cells.columns);
  const key = keyReader(cells, id, [name, account, created]);
  const repeats = new MaybeRepeats();
  const nextId = growingIds(now);
  let rows = 0;

  const read = (row: Row): Copied[] | null => {
    rows += 1;
    const sourceKey = key.read(row);
    if (sourceKey === null) return null;
    const standing = standingOf(row);
    if (standing === null) return null;
    const { status } = standing;
    const money = (status === "won" ? wonAmount(row) : null) ?? amount(row);
    // A lost deal worth exactly nothing is a deal whose worth was overwritten when it was lost.
    const worth = money && (money.minor !== 0 || status !== "lost") ? money : null;
    const closedAt =
      status === "open" ? null : (closed(row) ?? (status === "won" ? wonAt(row) : lostAt(row)) ?? closeInstant(row));
    const expected = expectedClose(row) ?? (status === "open" ? closeDay(row) : null);
    const reason = status === "lost" ? lossReason(row) : status === "won" ? wonReason(row) : null;
    const rival = competitor(row);
    const accountName = account(row);
    const accountSource = accountId(row);
    const months = term(row);
    const accountKey = accountSource !== null ? idKey(accountSource) : accountName && accountNameKey(accountName);
    const lossKind = status === "lost" ? lossKindOf(row, rival) : null;
    const called = name(row) ?? unnamed(accountName, product(row), id(row), rows);
    const offered = months !== null && Number.isInteger(months) && months >= 1 && months <= 240 ? months : null;
    // The order is that of `stagedDeal`.
    const said = [
      ...[sourceKey, nextId(), called, accountKey, accountName, names.members.numberOf(owner(row), ownerEmail(row))],
      ...[standing.stage ?? -1, status, lossKind, worth?.minor ?? null, worth?.currency ?? null, created(row)],
      ...[expected, closedAt, pitched(row), offered, rival, leadSource(row), reason, stageSince(row), enteredOf(row)],
      attributes.of(row, standing.keepsStage, status === "won" ? lossReason(row) : null),
      ...[wonBackFrom(row), status === "lost" ? callOn(row) : null],
    ];
    if (cells.problem) return null;
    repeats.add(sourceKey);
    return said;
  };
  const tellsHistory = cells.has("stageSince") || cells.has("stageEntered");
  return { ...key, read, repeats, tellsHistory };
}

/** By what a row is known again: its id, else its name and account, else everything it says. */
export function keyReader(cells: CellsReader, id: CellReader<string>, said: CellReader<string | number>[]) {
  const column = cells.columnOf("id");
  if (column) {
    return {
      countsEquals: false,
      identifiedBy: `“${column.heading}”`,
      read: (row: Row): string | null => {
        const value = id(row);
        if (value === null) return cells.problem ? null : cells.refuse(column, null, "This row has no id.");
        if (isShortenedId(value))
          return cells.refuse(
            column,
            value,
            "A spreadsheet has shortened this id. Format the column as text and export again.",
          );
        return idKey(value);
      },
    };
  }
  const named = cells.columnOf("name");
  const mapped = ["name", "account", "created"].flatMap((field) => cells.columnOf(field)?.heading ?? []);
  return {
    countsEquals: true,
    identifiedBy: named
      ? `${mapped.map((heading) => `“${heading}”`).join(", ")} together; equal rows are counted`
      : "the whole row, as it has neither an id nor a name; equal rows are counted, and a row that changes is a new deal",
    read: (row: Row): string | null => contentKey(named ? said.map((reader) => lower(reader(row))) : row.texts()),
  };
}

const lower = (value: string | number | null) => (value === null ? null : String(value).toLowerCase());

const unnamed = (account: string | null, product: string | null, id: string | null, row: number) => {
  const parts = [account, product].filter((part) => part !== null);
  if (parts.length === 2) return parts.join(" – ");
  return parts.length === 1 ? `${parts[0]} – ${id ?? `row ${row}`}` : (id ?? `Deal ${row}`);
};

/** What the file says outright goes before what its reason and its competitor suggest. */
function lossKindReader(cells: CellsReader): (row: Row, rival: string | null) => LossKind | null {
  const said = cells.word("lossKind", (text) => {
    const known = lossKind.safeParse(text);
    return known.success ? known.data : guessLossKind(text);
  });
  const suggested = cells.word("lossReason", guessLossKind, 2000);
  return (row, rival) => said(row) ?? suggested(row) ?? (rival ? "competitor" : null);
}

type Standing = { stage: number | null; status: DealStatus; keepsStage: boolean };

/**
 * Where a deal stands. What the CRM says outright (a status, is-won and is-closed, Odoo's archived with no chance left)
 * goes before what the stage's name suggests.
 */
function standingReader(cells: CellsReader, stages: StageNames): (row: Row) => Standing | null {
  const pipeline = cells.text("pipeline", 200);
  const stage = cells.text("stage", 200);
  const probability = cells.number("probability");
  const explicit = explicitStatus(cells);
  return (row) => {
    const label = stage(row);
    const said = explicit(row);
    if (cells.problem) return null;
    if (label === null) {
      if (said === null) {
        cells.refuse(cells.columnOf("stage") ?? null, null, "This row does not say where the deal stands.");
        return null;
      }
      const home = pipeline(row);
      if (home === null) stages.someNameNone = true;
      return { stage: home === null ? null : stages.numberOf(home, stageFor[said]), status: said, keepsStage: false };
    }
    const number = stages.numberOf(pipeline(row), label);
    const chance = probability(row);
    if (chance !== null && chance >= 0 && chance <= 100) stages.sawProbability(number, chance);
    const type = stages.typeOf(number);
    if (said === null || said === type) return { stage: number, status: type, keepsStage: false };
    if (said === "open")
      return { stage: number, status: stages.holdsOpenDeals(number) ? "open" : type, keepsStage: false };
    // Closed while the CRM left it in an open stage: it moves to the stage of its outcome, and the stage it left is kept.
    return { stage: number, status: said, keepsStage: true };
  };
}

const stageFor: Record<DealStatus, string> = { open: "Open", won: "Won", lost: "Lost" };

const tellsMore = ["stage", "status", "isLost", "isClosed", "active", "closed", "closeDate", "expectedClose", "lostAt"];

function explicitStatus(cells: CellsReader): CellReader<DealStatus> {
  const column = cells.columnOf("status") ?? null;
  const status = cells.word("status", (word) => {
    const read = readStatus(word);
    if (read === null) return cells.refuse(column, word, "This is none of open, won or lost.");
    if (read === "deleted") return cells.refuse(column, word, "This deal is deleted in the CRM.");
    return read;
  });
  const isWon = cells.flag("isWon");
  const isLost = cells.flag("isLost");
  const isClosed = cells.flag("isClosed");
  const active = cells.flag("active");
  const probability = cells.number("probability");
  const hasProbability = cells.has("probability");
  const wonMapped = cells.has("isWon");
  const wonAt = cells.instant("wonAt");
  const lostAt = cells.instant("lostAt");
  // Won or not is all that such a table says: without a day on which it could have closed, whatever was not won is lost.
  const onlyWon = wonMapped && !tellsMore.some((field) => cells.has(field));
  return (row) => {
    const said = status(row);
    if (said !== null || cells.problem) return said;
    const won = isWon(row);
    if (won) return "won";
    if (onlyWon && won === false) return "lost";
    if (isLost(row)) return "lost";
    const closed = isClosed(row);
    if (closed === true && wonMapped) return "lost";
    if (closed === false) return "open";
    if (active(row) === false && (!hasProbability || (probability(row) ?? 0) === 0)) return "lost";
    if (lostAt(row) !== null) return "lost";
    return wonAt(row) !== null ? "won" : null;
  };
}

/** `[[stage, instant], …]` from columns such as `Date entered "Demo (Sales)"`. */
function enteredReader(cells: CellsReader, stages: StageNames): CellReader<string> {
  const columns = cells.columns.flatMap((column) =>
    column.target === "stageEntered" && column.names ? [{ at: cells.instantIn(column), names: column.names }] : [],
  );
  const pipeline = cells.text("pipeline", 200);
  if (columns.length === 0) return () => null;
  return (row) => {
    const entered = columns.flatMap(({ at, names }) => {
      const instant = at(row);
      const home = names.pipeline ?? pipeline(row);
      return instant === null ? [] : [[stages.numberOf(home, names.stage), new Date(instant).toISOString()]];
    });
    return entered.length === 0 ? null : JSON.stringify(entered);
  };
}
