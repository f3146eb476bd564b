import type { ImportKind } from "./contract.ts";
import type { Copied } from "./copy-rows.ts";
import { accountNameKey, contentKey, idKey, MaybeRepeats, type MemberNames } from "./name-sources.ts";
import { AttributesReader } from "./read-attributes.ts";
import type { CellsReader } from "./read-cells.ts";
import { keyReader, type RowOf } from "./read-deals.ts";
import { readActivityKind, readAnswered, readBuyingRole, readDirection, readFlag } from "./rules.ts";
import type { CellReader, Row } from "./split-rows.ts";

type Reading = { cells: CellsReader; members: MemberNames };

/** The readers of every kind but deals: a row in, its cells for the staging table out. */
export const factReaders: Record<Exclude<ImportKind, "deals" | "members">, (reading: Reading) => RowOf> = {
  accounts: accountReader,
  contacts: contactReader,
  stages: stageChangeReader,
  activities: activityReader,
  steps: stepReader,
};

function rowOf(
  { cells }: Reading,
  key: { countsEquals: boolean; identifiedBy: string; read: (row: Row) => string | null },
  cellsOf: (row: Row, sourceKey: string) => Copied[],
  repeatOf: (row: Row, sourceKey: string) => string = (_row, sourceKey) => sourceKey,
): RowOf {
  const repeats = new MaybeRepeats();
  const read = (row: Row) => {
    const sourceKey = key.read(row);
    if (sourceKey === null || cells.problem) return null;
    const said = [sourceKey, ...cellsOf(row, sourceKey)];
    if (cells.problem) return null;
    repeats.add(repeatOf(row, sourceKey));
    return said;
  };
  return { ...key, read, repeats };
}

/** A row's key: its own id, else what `said` makes of it. */
function keyOf(cells: CellsReader, described: string, countsEquals: boolean, said: CellReader<string>) {
  if (cells.has("id")) return keyReader(cells, cells.sourceId("id"), []);
  return { countsEquals, identifiedBy: described, read: said };
}

const accountKeyReader = (cells: CellsReader): CellReader<string> => {
  const id = cells.sourceId("accountId");
  const name = cells.text("account");
  return (row) => {
    const source = id(row);
    if (source !== null) return idKey(source);
    const called = name(row);
    return called === null ? null : accountNameKey(called);
  };
};

function accountReader(reading: Reading): RowOf {
  const { cells } = reading;
  const name = cells.text("name");
  const attributes = new AttributesReader(cells.columns);
  const missing = (row: Row) => {
    const called = name(row);
    return called === null
      ? cells.refuse(cells.columnOf("name") ?? null, null, "This row has no name.")
      : accountNameKey(called);
  };
  const key = keyOf(cells, "the account's name", false, missing);
  return rowOf(reading, key, (row, sourceKey) => {
    const called = name(row);
    if (called === null) missing(row);
    return [sourceKey, called, attributes.of(row)];
  });
}

function personNameReader(cells: CellsReader): CellReader<string> {
  const full = cells.text("name", 200);
  const first = cells.text("firstName", 200);
  const last = cells.text("lastName", 200);
  return (row) => full(row) ?? ([first(row), last(row)].filter((part) => part !== null).join(" ") || null);
}

/** The deal's id and name as the row gives them; empty texts where it gives none. */
function dealReader(cells: CellsReader, required: boolean): (row: Row) => [ref: string, name: string] {
  const ref = cells.text("dealId", 300);
  const name = cells.text("dealName");
  const column = cells.columnOf("dealId") ?? cells.columnOf("dealName") ?? null;
  return (row) => {
    const deal: [string, string] = [ref(row) ?? "", name(row) ?? ""];
    if (required && deal.join("") === "") cells.refuse(column, null, "This row does not say which deal it is about.");
    return deal;
  };
}

function contactReader(reading: Reading): RowOf {
  const { cells } = reading;
  const name = personNameReader(cells);
  const email = cells.text("email", 320);
  const [phone, jobTitle, account] = [cells.text("phone", 50), cells.text("jobTitle", 200), cells.text("account")];
  const accountKey = accountKeyReader(cells);
  const deal = dealReader(cells, false);
  const role = cells.text("role");
  const roleSince = cells.instant("roleSince");
  const attributes = new AttributesReader(cells.columns);
  const key = keyOf(cells, "the contact's e-mail, else their name and account", false, (row) => {
    const address = email(row);
    if (address !== null) return `email:${address.toLowerCase()}`;
    const called = name(row);
    if (called === null) return cells.refuse(null, null, "This row names nobody: it has neither a name nor an e-mail.");
    return contentKey([called.toLowerCase(), accountKey(row) ?? deal(row).join("|")]);
  });
  return rowOf(
    reading,
    key,
    (row) => {
      const address = email(row);
      const word = role(row);
      return [
        name(row) ?? address ?? "Unnamed contact",
        ...[address, phone(row), jobTitle(row), accountKey(row)],
        account(row),
        ...deal(row),
        word === null ? null : readBuyingRole(word),
        roleSince(row),
        attributes.of(row),
      ];
    },
    // A contact's role on a deal may change: each time it is learned is a row of its own.
    (row, sourceKey) => `${sourceKey}|${deal(row).join("|")}|${roleSince(row) ?? ""}`,
  );
}

function stageChangeReader(reading: Reading): RowOf {
  const { cells } = reading;
  const deal = dealReader(cells, true);
  const [stage, pipeline, enteredAt] = [
    cells.text("stage", 200),
    cells.text("pipeline", 200),
    cells.instant("enteredAt"),
  ];
  const currency = cells.currency();
  const amount = cells.amount("amount", currency);
  const expected = cells.day("expectedClose");
  const member = memberReader(reading);
  const key = {
    countsEquals: false,
    identifiedBy: "the deal, the stage and when it was entered together",
    read: (row: Row) => contentKey([...deal(row), stage(row), String(enteredAt(row))]),
  };
  return rowOf(reading, key, (row) => {
    const [label, at, money] = [stage(row), enteredAt(row), amount(row)];
    if (label === null) cells.refuse(cells.columnOf("stage") ?? null, null, "This row names no stage.");
    if (at === null) cells.refuse(cells.columnOf("enteredAt") ?? null, null, "This row does not say when.");
    return [
      ...deal(row),
      ...[pipeline(row), label, at],
      ...[money?.minor ?? null, money?.currency ?? null, expected(row), member(row)],
    ];
  });
}

function memberReader({ cells, members }: Reading): CellReader<number> {
  const name = cells.text("member", 200);
  const email = cells.text("memberEmail", 320);
  return (row) => members.numberOf(name(row), email(row));
}

function activityReader(reading: Reading): RowOf {
  const { cells } = reading;
  const deal = dealReader(cells, true);
  const kind = cells.text("activityKind");
  const happenedAt = cells.instant("happenedAt");
  const [direction, answered] = [cells.text("direction"), cells.text("answered")];
  const [subject, body] = [cells.text("subject", 100_000), cells.text("body", 4_000_000)];
  const [contact, contactEmail] = [cells.text("contact"), cells.text("contactEmail", 320)];
  const member = memberReader(reading);
  const key = keyOf(cells, "the deal, kind, time and subject together; equal rows are counted", true, (row) =>
    contentKey([...deal(row), kind(row), String(happenedAt(row)), subject(row)]),
  );
  return rowOf(reading, key, (row) => {
    const at = happenedAt(row);
    if (at === null) cells.refuse(cells.columnOf("happenedAt") ?? null, null, "This row does not say when.");
    const [kindWord, way, reply] = [kind(row), direction(row), answered(row)];
    const replied = reply === null ? null : readAnswered(reply);
    return [
      ...deal(row),
      readActivityKind(kindWord ?? ""),
      at,
      (way === null ? null : readDirection(way)) ?? (kindWord === null ? null : readDirection(kindWord)),
      replied,
      subject(row)?.slice(0, 500) ?? null,
      body(row)?.slice(0, 20_000) ?? null,
      ...[contact(row), contactEmail(row), member(row)],
    ];
  });
}

function stepReader(reading: Reading): RowOf {
  const { cells } = reading;
  const deal = dealReader(cells, true);
  const [step, done, happenedAt] = [cells.text("step"), cells.text("done"), cells.instant("happenedAt")];
  const [answer, saidBy] = [cells.text("answer", 100_000), cells.text("saidBy", 200)];
  const member = memberReader(reading);
  const key = keyOf(cells, "the deal, the step and when it was answered together", false, (row) =>
    contentKey([...deal(row), step(row), String(happenedAt(row))]),
  );
  return rowOf(reading, key, (row) => {
    const [named, at, word] = [step(row), happenedAt(row), done(row)];
    if (named === null) cells.refuse(cells.columnOf("step") ?? null, null, "This row names no step.");
    if (at === null) cells.refuse(cells.columnOf("happenedAt") ?? null, null, "This row does not say when.");
    const isDone =
      word === null ? true : (readFlag(word) ?? (/^(?:done|completed?|erledigt|fait|hecho)$/i.test(word) || null));
    if (isDone === null) cells.refuse(cells.columnOf("done") ?? null, word, "This is neither yes nor no.");
    return [...deal(row), ...[named, isDone, answer(row)?.slice(0, 2000) ?? null, saidBy(row)], ...[at, member(row)]];
  });
}
