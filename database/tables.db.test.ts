import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../src/platform/database/test-database.ts";
import { tablesFile, tablesSource } from "../tools/generate-tables.ts";

const { pool, drop } = await createTestDatabase();
afterAll(drop);

test("tables.ts says what the migrations made (else: npm run tables)", async () => {
  const client = await pool.connect();
  try {
    expect(readFileSync(tablesFile, "utf8")).toBe(await tablesSource(client));
  } finally {
    client.release();
  }
});
