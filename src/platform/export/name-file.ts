import { dayOf, type Instant } from "../dates.ts";

export type FileFormat = "csv" | "xlsx";

export const contentTypes: Record<FileFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** "acme-deals-2026-03-06.csv": whose, what and of which day, in letters that every system takes. */
export function nameFile(
  workspace: string,
  table: string,
  format: FileFormat,
  { now, timeZone }: { now: Instant; timeZone: string },
): string {
  const whose = workspace
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40);
  return [whose, table, `${dayOf(now, timeZone)}.${format}`].filter((part) => part !== "").join("-");
}
