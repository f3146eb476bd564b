import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const folders = ["src", "database", "demo", "tools", "journeys", "benchmarks"];
const everywhere = (name: string) => folders.map((folder) => `${folder}/**/${name}`);
const databaseTests = everywhere("*.db.test.ts");
/**
 * What would only be repeated where another PostgreSQL is under test: starting servers of our own, and whole programs, whose
 * SQL the features' own tests ask.
 */
const sameOnEveryServer = ["src/platform/embedded-postgres/**", "src/programs/**"];

/** A first run begins with the largest files. These are soon written and long to walk: last, they would keep one core waiting. */
const longWalks = /\/(?:insights|demo)\.journey\.ts$/;
class LongWalksFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => longWalks.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  plugins: [react()],
  cacheDir: ".cache/vitest",
  test: {
    // Every core; by itself vitest would leave one idle, and of two that is half of the time.
    maxWorkers: "100%",
    sequence: { sequencer: LongWalksFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: everywhere("*.test.{ts,tsx}"),
          exclude: databaseTests,
          testTimeout: 30_000,
          // Together with those of the database, so that no core waits for the last of either.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: databaseTests,
          exclude: process.env.TEST_DATABASE_URL ? sameOnEveryServer : [],
          globalSetup: "database/test-server.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: everywhere("*.journey.ts"),
          // A journey is a long walk, and each starts a program of its own.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser, a program and a database each: more at once only wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
