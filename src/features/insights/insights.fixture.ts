import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { dayMs } from "../../platform/dates.ts";
import { noon, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { importFile } from "../deals/import/import-file.ts";
import { shares } from "./odds/odds.fixture.ts";

export const dayAgo = (days: number) => new Date(noon - days * dayMs).toISOString();

/** Referrals of Rita and Rolf win 75 in 100, what came from the web 35; the rest says nothing. Twenty are open. */
export async function importDeals(pool: pg.Pool, { workspace }: TestTeam, closed = 240): Promise<void> {
  const share = shares(19);
  const rows = Array.from({ length: closed + 20 }, (_, place) => {
    const source = share() < 0.5 ? "Referral" : "Web";
    const won = share() < (source === "Referral" ? 0.75 : 0.35);
    const begins = 500 - (place % 400);
    const isOpen = place >= closed;
    return [
      ...[`D-${place}`, `Deal ${place}`, place % 2 === 0 ? "Rita" : "Rolf", isOpen ? "Open" : won ? "Won" : "Lost"],
      ...[1_000 + (place % 50) * 10, dayAgo(begins), isOpen ? "" : dayAgo(begins - 20 - (place % 7) - share()), source],
    ].join(",");
  });
  const folder = await mkdtemp(join(tmpdir(), "comeback-insights-"));
  try {
    const source = join(folder, "deals.csv");
    const headings = "Deal ID,Deal name,Owner,Status,Amount,Created at,Closed at,Lead source";
    await writeFile(source, [headings, ...rows].join("\n"));
    const setting = { pool, workspace, timeZone: "Europe/Berlin", currency: "EUR", now: noon };
    const { refused } = await importFile(setting, { source, kind: "deals", plan: {} });
    if (refused > 0) throw new Error(`${refused} rows were refused.`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
