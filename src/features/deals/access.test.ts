import fc from "fast-check";
import { expect, test } from "vitest";
import { mayChange, maySee, visibleOwners } from "./access.ts";

const asks = (role: "rep" | "manager" | "marketing" | "admin", isOwner = false) => ({ memberId: "me", role, isOwner });
const team = [
  { id: "boss", managerId: null },
  { id: "me", managerId: "boss" },
  { id: "ann", managerId: "me" },
  { id: "ben", managerId: "ann" },
  { id: "other", managerId: "boss" },
];

test("reps see their own deals; managers their team's, theirs and those nobody owns; the rest of us all", () => {
  expect(visibleOwners(asks("rep"), team)).toEqual({ owners: ["me"], unowned: false });
  expect(visibleOwners(asks("manager"), team)).toEqual({ owners: ["me", "ann", "ben"], unowned: true });
  expect(visibleOwners(asks("manager"), team.slice(0, 2))).toBe("all");
  for (const session of [asks("admin"), asks("marketing"), asks("rep", true)]) {
    expect(visibleOwners(session, team)).toBe("all");
  }
});

test("marketing changes no deal, unless they own the workspace", () => {
  const deal = { ownerId: "ann" };
  expect(mayChange(asks("marketing"), "all", deal)).toBe(false);
  expect(mayChange(asks("marketing", true), "all", deal)).toBe(true);
  expect(mayChange(asks("manager"), visibleOwners(asks("manager"), team), deal)).toBe(true);
  expect(mayChange(asks("manager"), visibleOwners(asks("manager"), team), { ownerId: "other" })).toBe(false);
});

test("whatever the team looks like, rings of managers too, everybody sees their own deals and changes nothing unseen", () => {
  const person = fc.constantFrom("me", "a", "b", "c", "d");
  const teams = fc.array(fc.record({ id: person, managerId: fc.option(person) }), { maxLength: 8 });
  fc.assert(
    fc.property(teams, fc.constantFrom("rep", "manager"), fc.option(person), (members, role, ownerId) => {
      const visible = visibleOwners(asks(role), members);
      expect(maySee(visible, { ownerId: "me" })).toBe(true);
      if (!maySee(visible, { ownerId })) expect(mayChange(asks(role), visible, { ownerId })).toBe(false);
      if (role === "rep") expect(maySee(visible, { ownerId })).toBe(ownerId === "me");
    }),
  );
});
