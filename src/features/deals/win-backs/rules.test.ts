import { expect, test } from "vitest";
import { nameOfNext } from "./rules.ts";

test("a customer who comes back gets a deal of the same name, counted on", () => {
  expect(nameOfNext("Acme: Planner")).toBe("Acme: Planner (2)");
  expect(nameOfNext("Acme: Planner (2)")).toBe("Acme: Planner (3)");
  expect(nameOfNext("Acme (Berlin)")).toBe("Acme (Berlin) (2)");
  expect(nameOfNext("x".repeat(500))).toHaveLength(500);
});
