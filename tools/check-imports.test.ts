import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { importFaults, overlooked } from "./check-imports.ts";
import { featureCycles } from "./feature-cycles.ts";

const trees: string[] = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

const packages = ["zod", "kysely", "pg", "hono", "vitest", "lodash"];

/** A tree in which each file imports what is listed for it. */
function treeOf(imports: Record<string, string[]>): string {
  const root = mkdtempSync(join(tmpdir(), "comeback-imports-"));
  trees.push(root);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write(
    "tsconfig.json",
    '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler", "jsx": "react-jsx" } }',
  );
  for (const name of packages) {
    write(
      `node_modules/${name}/package.json`,
      `{ "name": "${name}", "version": "1.0.0", "type": "module", "main": "index.js" }`,
    );
    write(`node_modules/${name}/index.js`, "export const value = 1;");
  }
  for (const [path, targets] of Object.entries(imports)) {
    const lines = targets.map((target) => {
      const [kind, from] = target.startsWith("type ") ? ["import type { T }", target.slice(5)] : ["import", target];
      const way = packages.includes(from) ? from : `${"../".repeat(path.split("/").length - 1)}${from}`;
      return kind === "import" ? `import "${way}";` : `${kind} from "${way}";`;
    });
    write(path, `${lines.join("\n")}\nexport type T = number;\nexport const value = 1;\n`);
  }
  return root;
}

test("a sound tree breaks no rule", () => {
  const root = treeOf({
    "src/contract.ts": ["src/features/deals/contract.ts", "src/features/deals/import/contract.ts"],
    "src/features/deals/contract.ts": ["zod"],
    "src/features/deals/import/contract.ts": ["zod", "src/features/deals/contract.ts"],
    "src/features/deals/rules.ts": ["src/features/deals/contract.ts", "src/statistics/interval.ts"],
    "src/features/deals/access.ts": ["type src/platform/session.ts"],
    "src/features/deals/store.ts": ["kysely", "src/platform/database/database.ts"],
    "src/features/deals/mark-lost.ts": ["src/features/deals/store.ts", "type kysely"],
    "src/features/deals/import/store.ts": ["kysely", "src/features/deals/store.ts"],
    "src/features/deals/mark-lost.db.test.ts": ["vitest", "pg", "src/programs/server.ts"],
    "src/features/debriefs/record-debrief.ts": [
      "src/features/deals/mark-lost.ts",
      "src/features/deals/import/store.ts",
    ],
    "src/features/deals/screens/DealPage.tsx": [
      "src/features/deals/contract.ts",
      "src/features/deals/rules.ts",
      "src/features/deals/screens/use-filter.ts",
    ],
    "src/features/deals/screens/use-filter.ts": [],
    "src/platform/session.ts": [],
    "src/platform/database/database.ts": ["pg"],
    "src/programs/server.ts": ["hono", "src/features/deals/store.ts"],
    "src/statistics/interval.ts": [],
  });
  expect(importFaults(root, ["src"])).toEqual([]);
}, 30_000);

// One tree for all, because starting dependency-cruiser is what takes the time.
test("each rule is broken by what it forbids, and by nothing else", () => {
  const root = treeOf({
    "src/ui/a.ts": ["type src/ui/b.ts"],
    "src/ui/b.ts": ["src/ui/a.ts"],
    "src/ui/lost.ts": ["src/ui/gone.ts"],
    "src/ui/Flag.tsx": ["hono"],
    "src/statistics/interval.ts": ["src/platform/dates.ts"],
    "src/platform/dates.ts": [],
    "src/platform/mail.ts": ["src/features/team/rules.ts"],
    "src/features/team/rules.ts": [],
    "src/features/team/access.ts": ["lodash"],
    "src/features/team/api.ts": ["type src/programs/server.ts"],
    "src/features/team/store.ts": ["vitest"],
    "src/features/deals/store.ts": ["src/features/debriefs/contract.ts"],
    "src/features/deals/mark-lost.ts": ["kysely", "src/features/team/api.ts"],
    "src/features/deals/import/contract.ts": ["src/features/deals/import/rules.ts"],
    "src/features/deals/import/rules.ts": ["src/features/deals/store.ts"],
    "src/features/deals/import/screens/Drop.tsx": ["src/features/deals/mark-lost.ts"],
    "src/features/debriefs/contract.ts": [],
    "src/features/debriefs/debriefs.fixture.ts": ["vitest", "pg"],
    "src/features/debriefs/record-debrief.ts": ["src/features/debriefs/debriefs.fixture.ts"],
    "src/features/debriefs/rules.ts": ["type src/features/deals/import/contract.ts"],
    "src/features/stories/screens/Story.tsx": ["src/features/deals/import/screens/Drop.tsx"],
    "src/programs/server.ts": ["pg"],
    "src/programs/web/main.tsx": ["src/programs/server.ts"],
    "src/connectors/hubspot/pull.ts": ["src/connectors/zoho/pull.ts", "src/connectors/crm-port.ts"],
    "src/connectors/zoho/pull.ts": [],
    "src/connectors/crm-port.ts": [],
  });
  const broken = importFaults(root, ["src"]).map((fault) => fault.split("\n")[0]);
  expect(broken.sort()).toEqual(
    [
      "no-cycles: src/ui/a.ts → src/ui/b.ts → src/ui/a.ts",
      "nothing-unresolved: src/ui/lost.ts → ../../src/ui/gone.ts",
      "no-feature-cycles: deals → debriefs → deals",
      "statistics-stand-alone: src/statistics/interval.ts → src/platform/dates.ts",
      "rules-are-pure: src/features/deals/import/rules.ts → src/features/deals/store.ts",
      "rules-are-pure: src/features/team/access.ts → node_modules/lodash/index.js",
      "contract-is-portable: src/features/deals/import/contract.ts → src/features/deals/import/rules.ts",
      "sql-only-in-stores: src/features/deals/mark-lost.ts → node_modules/kysely/index.js",
      "sql-only-in-stores: src/programs/server.ts → node_modules/pg/index.js",
      "screens-see-only-contracts: src/features/deals/import/screens/Drop.tsx → src/features/deals/mark-lost.ts",
      "screens-see-only-contracts: src/programs/web/main.tsx → src/programs/server.ts",
      "screens-see-only-contracts: src/ui/Flag.tsx → node_modules/hono/index.js",
      "features-meet-at-the-front-door: src/features/deals/mark-lost.ts → src/features/team/api.ts",
      "features-meet-at-the-front-door: src/features/stories/screens/Story.tsx → src/features/deals/import/screens/Drop.tsx",
      "platform-knows-no-feature: src/platform/mail.ts → src/features/team/rules.ts",
      "features-know-no-program: src/features/team/api.ts → src/programs/server.ts",
      "connectors-implement-a-port: src/connectors/hubspot/pull.ts → src/connectors/zoho/pull.ts",
      "no-test-code-in-the-product: src/features/debriefs/record-debrief.ts → src/features/debriefs/debriefs.fixture.ts",
      "no-test-code-in-the-product: src/features/team/store.ts → node_modules/vitest/index.js",
    ].sort(),
  );
}, 30_000);

test("a module that was not seen is a fault, because silence would mean nothing", () => {
  const present = ["src/a.ts", "src/b.tsx", "src/b.test.tsx", "src/b.module.css"];
  expect(overlooked(["src/a.ts"], present)).toEqual(["src/b.tsx"]);
  expect(overlooked(["src/a.ts", "src/b.tsx"], present)).toEqual([]);
});

test("nothing to look at is a fault, too", () => {
  expect(importFaults(treeOf({}), ["src"])).toHaveLength(1);
});

test("a ring of three features is told once, by the files that make it", () => {
  const told = featureCycles([
    { from: "src/features/c/rules.ts", to: "src/features/a/contract.ts" },
    { from: "src/features/b/rules.ts", to: "src/features/c/contract.ts" },
    { from: "src/features/a/rules.ts", to: "src/features/b/contract.ts" },
    { from: "src/features/a/import/rules.ts", to: "src/features/a/contract.ts" },
  ]);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("a → b → c → a");
  expect(told[0]).toContain("src/features/c/rules.ts → src/features/a/contract.ts");
});
