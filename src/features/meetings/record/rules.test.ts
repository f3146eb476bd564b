import { describe, expect, it } from "vitest";
import { mailContent } from "../../../platform/mail/mail-content.ts";
import type { RecordWords } from "./contract.ts";
import { recordInMail } from "./rules.ts";

const record: RecordWords = {
  ...{ title: "Monday", heldAt: "2026-11-23T08:00:00Z", endedAt: "2026-11-23T09:00:00Z", leadName: "Mia" },
  ...{ periodFrom: "2026-11-01", periodTo: "2026-11-22", people: ["Mia", "Rob"], topics: [], ticks: 5 },
  ideas: Array.from({ length: 13 }, (_, place) => ({
    words: `Idea ${place}`,
    votes: 13 - place,
    adopted: place === 0,
  })),
  practices: [
    { id: "0f5d6f3e-8f3a-4c53-9c1b-0c5a7d5b9a11", title: "Ask who signs", appliesWhen: "Before an offer", how: "" },
  ],
};
const mailOf = (changed: Partial<RecordWords> = {}) =>
  mailContent.parse(recordInMail({ ...record, ...changed }, { heldOn: "23 November 2026", meetingId: "m" }));

describe("the record of a meeting, as a mail", () => {
  it("begins with what we do from now on, then the ideas most people voted for, and leads to the rest", () => {
    const { title, lead, sections, action } = mailOf();
    expect([title, lead]).toEqual([
      "Monday: what we decided",
      "23 November 2026, 2 people. 1 best practice adopted, for 5 open deals.",
    ]);
    const [adopted, others] = sections;
    expect(adopted?.items).toEqual([
      { text: "Ask who signs", detail: "Before an offer", href: `/team/playbook/${record.practices[0]?.id}` },
    ]);
    expect(others?.items.map(({ text }) => text)).toEqual(
      Array.from({ length: 10 }, (_, place) => `Idea ${place + 1}`),
    );
    expect([others?.items[0]?.detail, others?.more?.label]).toEqual(["12 votes", "All 12 ideas"]);
    expect(action?.href).toBe("/team/meetings/m/record");
  });

  it("says so where nothing was adopted, and names nobody", () => {
    const mail = mailOf({ practices: [], ideas: [], ticks: 0 });
    expect([mail.lead, mail.sections]).toEqual(["23 November 2026, 2 people. No best practice was adopted.", []]);
    expect(JSON.stringify(mailOf())).not.toMatch(/Mia|Rob/);
  });
});
