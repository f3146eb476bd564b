// Who may import whom. Run by tools/check-imports.ts, which also holds features against each other (a feature may hold
// nested nouns, and folders alone cannot tell a nested noun from a stranger) and fails when modules were overlooked.

// A feature or a noun nested in it.
const noun = "src/features/.+/";
const valuesOfThePlatform = "src/platform/(?:money|dates|calendar|replay)\\.ts$";
// Who asks is one of the facts a rule decides on.
const whoAsks = "src/platform/session\\.ts$";

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one file, or hide a third.",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      comment: "An import that leads nowhere hides everything behind it from these rules.",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
    {
      name: "statistics-stand-alone",
      severity: "error",
      comment: "Methods take plain values and return plain values: no I/O, no app code.",
      from: { path: "^src/statistics/" },
      to: { pathNot: "^(?:src/statistics/|node_modules/(?:@stdlib/|ml-matrix/))" },
    },
    {
      name: "rules-are-pure",
      severity: "error",
      comment: "rules and access decide; they never fetch.",
      from: { path: `^${noun}(?:rules|access)\\.ts$` },
      to: {
        pathNot: `^(?:src/statistics/|${noun}(?:contract|rules|access)\\.ts$|${valuesOfThePlatform}|${whoAsks}|node_modules/zod/)`,
      },
    },
    {
      name: "contract-is-portable",
      severity: "error",
      comment: "A contract runs in the browser, the CLI and the server.",
      from: { path: `^(?:src/contract\\.ts$|${noun}contract\\.ts$)` },
      to: { pathNot: `^(?:${noun}contract\\.ts$|${valuesOfThePlatform}|node_modules/(?:zod|@orpc/contract)/)` },
    },
    {
      name: "sql-only-in-stores",
      severity: "error",
      comment: "Only store.ts and the database module speak SQL.",
      from: {
        path: "^src/",
        pathNot: "(?:/store\\.ts$|\\.fixture\\.ts$|^src/platform/(?:database|embedded-postgres|jobs)(?:\\.ts$|/))",
      },
      to: { path: "node_modules/(?:kysely|pg|pg-copy-streams)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "screens-see-only-contracts",
      severity: "error",
      comment: "The browser bundle never contains server code.",
      from: { path: "^src/(?:features/.+/screens/|ui/|programs/web/)" },
      to: {
        path: `^(?:${noun}(?:store|api|jobs|[a-z]+-[a-z-]+)\\.ts$|src/connectors/|src/platform/(?:database|embedded-postgres|http|jobs|mail|session)|src/programs/(?!web/)|node_modules/(?:kysely|pg|hono|@hono|@orpc/server|@orpc/openapi|graphile-worker|pino|better-auth)/)`,
        // What a screen works out for itself lies beside it.
        pathNot: "/screens/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "features-meet-at-the-front-door",
      severity: "error",
      comment:
        "Another feature is used through its contract, rules, store or a named use case; never its screens, api or jobs.",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: `^${noun}(?:(?:api|jobs)\\.ts$|screens/)`, pathNot: "^src/features/$1/" },
    },
    {
      name: "platform-knows-no-feature",
      severity: "error",
      comment: "Shared plumbing must not know the product. programs/ wires both.",
      from: { path: "^src/(?:platform|ui)/" },
      to: { path: "^src/(?:contract\\.ts|features|connectors|programs)" },
    },
    {
      name: "features-know-no-program",
      severity: "error",
      comment: "A program wires features; a feature that knew its program could not run in another.",
      from: { path: "^src/(?:features|connectors|statistics)/" },
      to: { path: "^src/programs/" },
    },
    {
      name: "connectors-implement-a-port",
      severity: "error",
      comment: "A connector knows one vendor and the port.",
      from: { path: "^src/connectors/([^/]+)/" },
      to: { path: "^src/", pathNot: "^src/(?:connectors/(?:$1/|[a-z]+-port\\.ts)|platform/)" },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      comment: "What only tests need never ships.",
      from: { path: "^src/", pathNot: "/test-[a-z-]+\\.ts$|\\.fixture\\.ts$" },
      to: {
        path: "^(?:src/.*/test-[a-z-]+\\.ts$|src/.*\\.fixture\\.ts$|journeys/|benchmarks/|tools/|node_modules/(?:vitest|fast-check|playwright-core)/)",
      },
    },
  ],
  options: {
    // Tests may wire anything to anything.
    exclude: { path: "\\.(?:test|journey)\\.tsx?$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
