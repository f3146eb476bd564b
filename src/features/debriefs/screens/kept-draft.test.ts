import { beforeEach, describe, expect, test, vi } from "vitest";
import { noAnswers } from "../rules.ts";
import { findKeptDraft, findKeptSeconds, type KeptDraft, keepDraft, keepSeconds } from "./kept-draft.ts";

/** A browser's storage, as far as a page uses it. */
function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

let tab: ReturnType<typeof storage>;
let browser: ReturnType<typeof storage>;
beforeEach(() => {
  tab = storage();
  browser = storage();
  vi.stubGlobal("window", { sessionStorage: tab, localStorage: browser });
});

const place = { memberId: "priya", dealId: "deal" };
const closedAt = "2026-11-20T11:00:00.000Z";
const kept: KeptDraft = {
  closedAt,
  debriefId: "0b2f9ddd-6b28-4e3e-8dc3-ba6a7fe5235e",
  version: 3,
  answers: { ...noAnswers, whatWorked: "The demo." },
};

describe("what was not saved", () => {
  test("is found again after a reload, and by a new tab when the old one is gone", async () => {
    keepDraft(place, kept);
    expect(await findKeptDraft(place, closedAt)).toEqual(kept);
    tab.items.clear();
    expect(await findKeptDraft(place, closedAt)).toEqual(kept);
  });

  test("is this tab's own, whatever another tab keeps", async () => {
    keepDraft(place, kept);
    for (const [key] of browser.items) browser.items.set(key, JSON.stringify({ ...kept, version: 9 }));
    expect(await findKeptDraft(place, closedAt)).toEqual(kept);
  });

  test("is forgotten when it is saved", async () => {
    keepDraft(place, kept);
    keepDraft(place, null);
    expect(await findKeptDraft(place, closedAt)).toBeNull();
    expect([tab.items.size, browser.items.size]).toEqual([0, 0]);
  });

  test("is nobody else's at the same browser", async () => {
    keepDraft(place, kept);
    expect(await findKeptDraft({ ...place, memberId: "kofi" }, closedAt)).toBeNull();
  });

  test("of an older close is cleared away: the deal was opened again since", async () => {
    keepDraft(place, kept);
    expect(await findKeptDraft(place, "2026-11-22T11:00:00.000Z")).toBeNull();
    expect([tab.items.size, browser.items.size]).toEqual([0, 0]);
  });

  test.each([
    ["half of it", JSON.stringify(kept).slice(0, 40)],
    ["something else", '"hello"'],
    ["another release's answers", JSON.stringify({ ...kept, answers: { ...kept.answers, mood: "fine" } })],
    ["an answer of the wrong kind", JSON.stringify({ ...kept, answers: { ...kept.answers, reasons: "price" } })],
    ["a version nobody saw", JSON.stringify({ ...kept, version: -1 })],
  ])("is not taken up when the storage holds %s", async (_, text) => {
    keepDraft(place, kept);
    for (const each of [tab, browser]) for (const [key] of each.items) each.items.set(key, text);
    expect(await findKeptDraft(place, closedAt)).toBeNull();
  });

  test("is lost without a word where the storage is closed; saving goes on", async () => {
    const closed = () => {
      throw new DOMException("The storage is closed.", "SecurityError");
    };
    vi.stubGlobal("window", {
      get sessionStorage() {
        return closed();
      },
      get localStorage() {
        return closed();
      },
    });
    keepDraft(place, kept);
    keepSeconds(place, 10);
    expect(await findKeptDraft(place, closedAt)).toBeNull();
    expect(findKeptSeconds(place)).toBe(0);
  });
});

test("the time spent outlives a reload of this tab, and rubbish is no time", () => {
  keepSeconds(place, 75);
  expect(findKeptSeconds(place)).toBe(75);
  for (const [key] of tab.items) tab.items.set(key, "many");
  expect(findKeptSeconds(place)).toBe(0);
  keepSeconds(place, null);
  expect(tab.items.size).toBe(0);
});
