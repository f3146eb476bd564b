import { type ImportKind, type ImportPlan, importKind } from "../../features/deals/import/contract.ts";
import { type FileSource, openTable } from "../../features/deals/import/open-table.ts";
import { textOf, textsOf, UsageError, type Values } from "./command.ts";

/** `--kind deals` */
export function readKind(values: Values): ImportKind | undefined {
  const asked = textOf(values, "kind");
  if (asked === undefined) return undefined;
  const kind = importKind.safeParse(asked);
  if (!kind.success) throw new UsageError(`--kind is one of ${importKind.options.join(", ")}; not "${asked}".`);
  return kind.data;
}

/** `--map 'Heading=field'`, as often as wanted: the named columns are read so, the others map themselves. */
export async function readPlan(source: FileSource, values: Values): Promise<ImportPlan> {
  const maps = textsOf(values, "map");
  if (maps.length === 0) return {};
  const { headings } = await openTable(source);
  const columns = maps.map((map) => {
    const at = map.lastIndexOf("=");
    if (at <= 0) throw new UsageError(`--map takes 'Heading=field', not "${map}".`);
    const heading = map.slice(0, at).trim();
    const column = headings.findIndex((one) => one.toLowerCase() === heading.toLowerCase());
    if (column === -1) throw new UsageError(`The file has no column "${heading}". It has: ${headings.join(", ")}.`);
    return { column, heading: headings[column] ?? heading, target: map.slice(at + 1).trim() };
  });
  return { columns };
}
