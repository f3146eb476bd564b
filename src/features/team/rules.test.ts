import { expect, test } from "vitest";
import { managerWouldCircle, matchMember, whyNoLink, whyNotDeactivated } from "./rules.ts";

const person = { id: "rob", isOwner: false, email: "rob@example.com", deactivatedAt: null };

test("everybody can be let go but the owner and whoever does it", () => {
  expect(whyNotDeactivated(person, "ada")).toBeNull();
  expect(whyNotDeactivated({ ...person, isOwner: true }, "ada")).toMatch(/owner/);
  expect(whyNotDeactivated(person, "rob")).toMatch(/yourself/);
});

test("a link that lets its holder in is made for members with an e-mail, never for the owner or oneself", () => {
  expect(whyNoLink(person, "ada")).toBeNull();
  expect(whyNoLink({ ...person, email: null }, "ada")).toMatch(/e-mail first/);
  expect(whyNoLink({ ...person, deactivatedAt: "2026-11-22T10:00:00Z" }, "ada")).toMatch(/left the team/);
  // An admin who could reset the owner's password would be the owner.
  expect(whyNoLink({ ...person, isOwner: true }, "ada")).toMatch(/reset-password/);
  expect(whyNoLink(person, "rob")).toMatch(/signed in already/);
});

test("a person of an export is the member with their e-mail, else the only one of their name", () => {
  const ann = { name: "Ann Lee", email: "ann@example.com" };
  const namesake = { name: "ann  lee", email: null };
  expect(matchMember({ name: "A. Lee", email: "ANN@example.com" }, [namesake, ann])).toBe(ann);
  expect(matchMember({ name: "Ann Lee", email: null }, [ann])).toBe(ann);
  expect(matchMember({ name: "Ann Lee", email: null }, [ann, namesake])).toBeNull();
  expect(matchMember({ name: "Ann Lee", email: "other@example.com" }, [ann])).toBeNull();
});

test("nobody manages somebody above them, at any distance", () => {
  const team = [
    { id: "a", managerId: "b" },
    { id: "b", managerId: "c" },
    { id: "c", managerId: null },
  ];
  expect(managerWouldCircle("c", "a", team)).toBe(true);
  expect(managerWouldCircle("a", "c", team)).toBe(false);
  expect(managerWouldCircle("a", "a", team)).toBe(true);
});
