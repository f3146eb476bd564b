import { expect, test } from "vitest";
import { missingFromLock } from "./check-lock.ts";

const lock = (present: string[]) => ({
  packages: {
    "": { name: "comeback" },
    "node_modules/rolldown": {
      optionalDependencies: { "@rolldown/linux-x64": "1.0.0", "@rolldown/darwin-arm64": "1.0.0" },
    },
    ...Object.fromEntries(present.map((path) => [path, { version: "1.0.0" }])),
  },
});

test("a lock names the optional packages of every machine, wherever they lie", () => {
  expect(
    missingFromLock(
      lock(["node_modules/@rolldown/linux-x64", "node_modules/rolldown/node_modules/@rolldown/darwin-arm64"]),
    ),
  ).toEqual([]);
});

test("a lock written on one machine without the others' packages is incomplete", () => {
  expect(missingFromLock(lock(["node_modules/@rolldown/linux-x64"]))).toEqual([
    "node_modules/rolldown needs @rolldown/darwin-arm64",
  ]);
});
