import { expect, test } from "vitest";
import { orderSaid } from "./name-import-parts.ts";

const column = { heading: "Close date", dateOrder: "day-first" as const, dateOrderUndecided: false };

test("a column's order of dates is said with its reason", () => {
  expect(orderSaid({ ...column, why: "by its heading; 12 values fit only with the day first" })).toBe(
    "“Close date” is read with the day first: 12 values fit only with the day first.",
  );
  expect(orderSaid({ ...column, dateOrder: "month-first", why: "as you chose" })).toBe(
    "“Close date” is read with the month first: as you chose.",
  );
  expect(orderSaid({ ...column, why: "by its heading; day first, as in “Created”" })).toBe(
    "“Close date” is read with the day first: as in “Created”.",
  );
});

test("where nothing had to be told apart, or nobody could, nothing is said", () => {
  expect(orderSaid({ ...column, dateOrder: "year-first", why: "by its heading; the year comes first" })).toBeNull();
  expect(orderSaid({ ...column, dateOrder: null, why: "by its heading" })).toBeNull();
  expect(orderSaid({ ...column, dateOrderUndecided: true, why: "03/04/2026 fits both orders" })).toBeNull();
});
