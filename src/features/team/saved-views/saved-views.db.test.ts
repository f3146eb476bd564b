import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../platform/database/test-database.ts";
import { mintWorkspaceId, type Session } from "../../../platform/session.ts";
import { mostViews } from "./contract.ts";
import { listViews, removeView, saveView } from "./keep-views.ts";

let database: TestDatabase;
const workspace = mintWorkspaceId(randomUUID());
const people: Record<string, Session> = {};
const acting = (name: string) => {
  const session = people[name];
  if (!session) throw new Error(`Nobody is called ${name}.`);
  return { db: database.db, session, now: Date.parse("2026-11-23T09:00:00Z") };
};

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db
    .insertInto("workspaces")
    .values({ workspace_id: workspace, name: "Northwind", time_zone: "UTC", currency: "EUR" })
    .execute();
  for (const [name, role] of [
    ["Ria", "rep"],
    ["Carl", "rep"],
    ["Ada", "admin"],
  ] as const) {
    const memberId = randomUUID();
    await database.db.insertInto("members").values({ workspace_id: workspace, id: memberId, name, role }).execute();
    people[name] = { workspace, memberId, memberName: name, role, isOwner: false, timeZone: "UTC", currency: "EUR" };
  }
});
afterAll(() => database.drop());

const view = (told: object = {}) => ({
  ...{ id: randomUUID(), place: "/deals", name: "Lost in Berlin", search: "?status=lost&open=x" },
  ...{ isShared: false, ...told },
});
const namesSeen = async (name: string, place: "/deals" | "/check-ups" = "/deals") =>
  (await listViews(acting(name), { place, limit: 50 })).rows.map((each) => [each.name, each.madeByName]);

test("a list is kept as it is filtered, by its maker alone, and again changes nothing", async () => {
  const mine = view();
  const saved = await saveView(acting("Ria"), mine);
  expect(saved).toMatchObject({ search: "status=lost", madeByName: null, mayRemove: true });
  expect(await saveView(acting("Ria"), mine)).toEqual(saved);
  expect(await namesSeen("Ria")).toEqual([["Lost in Berlin", null]]);
  expect(await namesSeen("Ria", "/check-ups")).toEqual([]);
  expect(await namesSeen("Carl")).toEqual([]);
  await expect(saveView(acting("Carl"), mine)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeView(acting("Ada"), mine)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(saveView(acting("Ria"), view({ name: "LOST in Berlin" }))).rejects.toMatchObject({ code: "NAME_TAKEN" });
  await expect(saveView(acting("Ria"), view({ place: "/deals/new" }))).rejects.toMatchObject({ code: "NO_LIST" });
  await removeView(acting("Ria"), mine);
  expect(await namesSeen("Ria")).toEqual([]);
});

test("a shared one is everybody's to open, its maker's to change, and an admin's to remove", async () => {
  const shared = view({ name: "Stuck deals", isShared: true });
  await saveView(acting("Ria"), shared);
  expect(await namesSeen("Carl")).toEqual([["Stuck deals", "Ria"]]);
  await expect(saveView(acting("Carl"), { ...shared, name: "Mine now" })).rejects.toMatchObject({
    code: "NOT_ALLOWED",
  });
  await expect(removeView(acting("Carl"), shared)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  // The same name is another person's to use.
  await saveView(acting("Carl"), view({ name: "Stuck deals" }));
  expect(await namesSeen("Carl")).toHaveLength(2);
  await removeView(acting("Ada"), shared);
  expect(await namesSeen("Carl")).toEqual([["Stuck deals", null]]);
});

test("there is an end to what one keeps, and a list of them comes in pages", async () => {
  for (let count = 0; count < mostViews; count += 1)
    await saveView(acting("Ada"), view({ place: "/check-ups", name: `View ${String(count).padStart(2, "0")}` }));
  await expect(saveView(acting("Ada"), view({ place: "/check-ups", name: "One more" }))).rejects.toMatchObject({
    code: "TOO_MANY_VIEWS",
  });
  const first = await listViews(acting("Ada"), { place: "/check-ups", limit: 30 });
  const second = await listViews(acting("Ada"), { place: "/check-ups", limit: 30, after: first.next ?? "" });
  expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(
    Array.from({ length: mostViews }, (_, count) => `View ${String(count).padStart(2, "0")}`),
  );
  expect(second.next).toBeNull();
});
