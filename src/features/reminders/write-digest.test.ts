import { expect, test } from "vitest";
import type { PacketRow } from "../audience/packets/contract.ts";
import type { Digest } from "./gather-digest.ts";
import { countToActOn, writeDigest } from "./write-digest.ts";

const monday = Date.parse("2026-11-23T07:00:00Z");
const nothing: Digest = {
  ...{ losses: { count: 0, rows: [] }, calls: { count: 0, rows: [] }, tasks: { count: 0, rows: [] } },
  ...{ practices: { count: 0, rows: [] }, packets: { count: 0, rows: [] }, promises: [], blocks: [], returns: [] },
  ...{ resets: [], readsWeek: true },
};
const packet: PacketRow = {
  ...{
    id: "p1",
    question: "Are fairs worth it?",
    state: "waiting",
    answer: null,
    dueOn: null,
    about: "1 of 6 deals won",
  },
  ...{ askedBy: { id: "m", name: "Max" }, askedAt: "2026-11-20T09:00:00Z", answeredBy: null, answeredAt: null },
  turn: "answer",
};
const written = (digest: Digest, rhythm: "daily" | "weekly" = "weekly") =>
  writeDigest(digest, { digest: rhythm }, monday, "Europe/Berlin");
const sectionsOf = (digest: Digest, rhythm?: "daily" | "weekly") =>
  Object.fromEntries(
    (written(digest, rhythm)?.content.sections ?? []).map(({ heading, items }) => [
      heading,
      items.map(({ text, detail }) => [text, detail]),
    ]),
  );

test("a packet that asks something of somebody is something to act on, and says what", () => {
  const rows: PacketRow[] = [
    packet,
    { ...packet, state: "promised", answer: "accepted", dueOn: "2026-11-20", turn: "check" },
    { ...packet, state: "declined", answer: "declined", answeredBy: { id: "s", name: "Selin" }, turn: "note" },
  ];
  const digest = { ...nothing, packets: { count: 3, rows } };
  expect(countToActOn(digest)).toBe(3);
  expect(sectionsOf(digest)["Between you and marketing"]?.map(([, detail]) => detail)).toEqual([
    "Max waits for an answer",
    "Was to be done by 20 November 2026: was it?",
    "Selin declined",
  ]);
});

test("whoever leads is led to the week once a week, beside what there is to do, and never by that alone", () => {
  const digest = { ...nothing, packets: { count: 1, rows: [packet] } };
  expect(Object.keys(sectionsOf(digest))).toContain("To read to your team");
  expect(Object.keys(sectionsOf(digest, "daily"))).not.toContain("To read to your team");
  expect(Object.keys(sectionsOf({ ...digest, readsWeek: false }))).not.toContain("To read to your team");
  expect(written(nothing)).toBeNull();
});
