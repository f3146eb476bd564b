import type { TestProject } from "vitest/node";
import { startTestServer } from "./test-server.ts";

/** The server that OTHER_DATABASE_URL names, where the same tests run once more: another version of PostgreSQL. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...server } = await startTestServer(process.env.OTHER_DATABASE_URL);
  project.provide("testServer", server);
  return stop;
}
