import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { temporaryFolder } from "./tools/temporary-folder.mjs";

// For the workers too, and for every program they start.
process.env.TMPDIR = temporaryFolder();

const folders = ["src", "database", "demo", "tools", "journeys", "benchmarks"];
const everywhere = (name: string) => folders.map((folder) => `${folder}/**/${name}`);
const databaseTests = everywhere("*.db.test.ts");
/**
 * What would only be repeated where another PostgreSQL is under test: starting servers of our own, and whole programs, whose
 * SQL the features' own tests ask.
 */
const sameOnEveryServer = ["src/platform/embedded-postgres/**", "src/programs/**"];
/**
 * And what works long with statements that are few. All statements of all tests are asked of the other PostgreSQL in any case
 * (database/statements.ts): whether it understands them is what its version makes a difference to.
 */
const muchWorkFewStatements = [
  "src/features/demo-team/demo-team.db.test.ts",
  "src/features/insights/insights.db.test.ts",
  "src/features/red-flags/stored-readings.db.test.ts",
  "src/features/pipeline-check/kept-counts.db.test.ts",
  "src/features/deals/import/run-import.db.test.ts",
  // Random histories held against slow computations of the same figures.
  "src/features/insights/kpis/**",
  "src/features/audience/**",
  "src/features/team/working-calendar/working-time/**",
];

/** A run begins with what is long: last, it would keep one core waiting. */
const longFiles = [/\.journey\.ts$/, /\/(?:cli|access-matrix|start-embedded-postgres)\.db\.test\.ts$/];
/** Then one project after the other: a worker keeps what it has loaded as long as the next file is of the same. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longFiles.findIndex((long) => long.test(moduleId));
      return found === -1 ? longFiles.length : found;
    };
    const projects = [...new Set(files.map(({ project }) => project.name))].sort();
    return (await super.sort(files)).toSorted(
      (a, b) => place(a) - place(b) || projects.indexOf(a.project.name) - projects.indexOf(b.project.name),
    );
  }
}

/**
 * The next file gets the same worker, with what it has loaded: nothing of ours remembers anything that a test could have
 * changed, and loading it all anew takes longer than most tests.
 */
const inOneWorker = { isolate: false, unstubGlobals: true };
const onDatabase = { ...inOneWorker, include: databaseTests, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  plugins: [react()],
  cacheDir: ".cache/vitest",
  test: {
    // What was read for one project is not read again for the next, nor in the next run.
    experimental: { fsModuleCache: true, fsModuleCachePath: ".cache/vitest-modules" },
    // One more than there are cores: there is always a test that waits, for a server to end or for a page.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongOnesFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: everywhere("*.test.{ts,tsx}"),
          exclude: databaseTests,
          testTimeout: 30_000,
          ...inOneWorker,
        },
      },
      {
        extends: true,
        test: {
          ...onDatabase,
          name: "database",
          exclude: process.env.TEST_DATABASE_URL ? sameOnEveryServer : [],
          globalSetup: "database/test-server.ts",
        },
      },
      ...(process.env.OTHER_DATABASE_URL
        ? [
            {
              extends: true as const,
              test: {
                ...onDatabase,
                name: "database elsewhere",
                exclude: [...sameOnEveryServer, ...muchWorkFewStatements],
                globalSetup: "database/test-server.ts",
              },
            },
          ]
        : []),
      {
        extends: true,
        test: {
          name: "journeys",
          ...inOneWorker,
          include: everywhere("*.journey.ts"),
          globalSetup: "journeys/installation.ts",
          // A journey is a long walk, each starts a program of its own, and others run beside it.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
