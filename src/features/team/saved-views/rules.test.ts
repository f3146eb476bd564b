import { expect, test } from "vitest";
import { filterIn, isSavable } from "./rules.ts";

test("a view is the filter of a list, in whatever order its address says it", () => {
  expect(filterIn("?status=lost&search=a%20b&open=7f&after=x")).toBe("search=a+b&status=lost");
  expect(filterIn("search=a+b&status=lost&ownerId=")).toBe(filterIn("?status=lost&search=a%20b"));
  expect(filterIn("?open=7f")).toBe("");
});

test("lists save as views, single things do not", () => {
  expect(isSavable("/deals")).toBe(true);
  expect(isSavable("/deals/0b9d8f5e-5f0a-4a6e-9d0e-000000000001")).toBe(false);
});
