import type { PersonInExport } from "../../team/store.ts";
import type { Copied } from "./copy-rows.ts";
import { unreadable } from "./detect-encoding.ts";
import { idKey, MaybeRepeats } from "./name-sources.ts";
import type { CellsReader } from "./read-cells.ts";
import type { RowOf } from "./read-deals.ts";
import type { Row } from "./split-rows.ts";

export const stagedMember = "source_key text";
const mostPeople = 5_000;

/** A team is small: its people are kept as they are read, and staged only to be counted. */
export function memberReader(cells: CellsReader): RowOf {
  const [id, full, email] = [cells.text("id", 300), cells.text("name", 200), cells.text("email", 320)];
  const [first, last, manager] = [
    cells.text("firstName", 200),
    cells.text("lastName", 200),
    cells.text("manager", 200),
  ];
  const people: PersonInExport[] = [];
  const read = (row: Row): Copied[] | null => {
    const address = email(row);
    const name = full(row) ?? ([first(row), last(row)].filter((part) => part !== null).join(" ") || address);
    if (name === null) return cells.refuse(null, null, "This row names nobody: it has neither a name nor an e-mail.");
    const source = id(row);
    const boss = manager(row);
    if (cells.problem) return null;
    if (people.length >= mostPeople)
      throw unreadable(`This file names more than ${mostPeople} people. Is it really the list of your team?`);
    people.push({
      name: name,
      email: address === null ? null : address.toLowerCase(),
      sourceKey: source === null ? null : idKey(source),
      managerName: boss === null ? null : boss,
    });
    return [`row:${people.length}`];
  };
  const identifiedBy = cells.has("id") ? "the person's id, else e-mail or name" : "the person's e-mail or name";
  return { read, people, countsEquals: false, repeats: new MaybeRepeats(), identifiedBy };
}
