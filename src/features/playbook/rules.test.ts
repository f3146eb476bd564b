import fc from "fast-check";
import { expect, test } from "vitest";
import { practiceRights } from "./access.ts";
import { beginningOf } from "./rules.ts";

test("what somebody said begins a practice: its first sentence is the title, the whole is how", () => {
  expect(beginningOf("Send one page, not forty.")).toEqual({ title: "Send one page, not forty", how: "" });
  expect(beginningOf("  Ask who signs! We showed it to people who cannot buy.")).toEqual({
    title: "Ask who signs!",
    how: "Ask who signs! We showed it to people who cannot buy.",
  });
  expect(beginningOf("Call first\nThen write.")).toEqual({ title: "Call first", how: "Call first\nThen write." });
  expect(beginningOf("")).toEqual({ title: "", how: "" });
  const long = `${"Talk to the people who use it ".repeat(9)}`;
  const { title, how } = beginningOf(long);
  expect(title.endsWith("…")).toBe(true);
  expect(how).toBe(long.trim());
});

test("nothing that was said is lost, and a title is never longer than a line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (words) => {
      const { title, how } = beginningOf(words);
      expect([...title].length).toBeLessThanOrEqual(120);
      const said = words.trim().replaceAll(/[ \t]+/g, " ");
      expect([title, `${title}.`, how]).toContain(said);
    }),
  );
});

test("a writer has their own until it is adopted; then it is the team's, and those who adopt keep it", () => {
  const rep = { role: "rep", isOwner: false } as const;
  const manager = { role: "manager", isOwner: false } as const;
  const draft = { state: "draft", mine: true, adoptedAt: null } as const;
  const nothing = { change: false, askReview: false, sendBack: false, adopt: false, retire: false };
  expect(practiceRights(rep, draft)).toEqual({ ...nothing, change: true, askReview: true, retire: true });
  expect(practiceRights(rep, { ...draft, mine: false })).toEqual(nothing);
  const adopted = { state: "adopted", mine: true, adoptedAt: "2026-11-22T11:00:00Z" } as const;
  expect(practiceRights(rep, adopted)).toEqual(nothing);
  expect(practiceRights(manager, adopted)).toEqual({ ...nothing, change: true, retire: true });
  expect(practiceRights(manager, { ...adopted, state: "retired" })).toEqual({ ...nothing, adopt: true });
});
