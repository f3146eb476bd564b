/** Where a table is fetched as a file, by format. */
export type FileLinks = { csv: string; plainCsv: string; xlsx: string };

type Filter = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A table as a file, of what its list shows: `filter` is what the list was asked with. */
export function exportLinks(table: string, filter: Filter = {}): FileLinks {
  const asked = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  const address = (ending: string, more: string[][] = []) => {
    const query = new URLSearchParams([...asked, ...more]).toString();
    return `/api/exports/${table}.${ending}${query ? `?${query}` : ""}`;
  };
  return { csv: address("csv"), plainCsv: address("csv", [["mark", "no"]]), xlsx: address("xlsx") };
}
