import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entryOfBlock, entryOfBreather, entryOfCall, entryOfRepair, type SaidEntry } from "./rules.ts";
import { writeIcs } from "./write-ics.ts";

const isInstalled = spawnSync("radicale", ["--version"]).status === 0;
if (!isInstalled) console.info("No radicale is installed here: no CalDAV server reads our calendar in this run.");

const deal = { dealId: "d", dealName: "Website; \\relaunch, 漢字", accountName: "Müller, Söhne & Co 👩🏽‍💻" };
const said = { edition: 3, saidAt: Date.parse("2026-11-22T11:00:00Z") };
const entries: SaidEntry[] = [
  {
    ...entryOfCall({
      ...{ ...deal, id: "1", dueOn: "2027-03-28", note: "Ask twice:\n\t1, 2; 3\\ ".repeat(20), closedOn: "2026-07-01" },
      ...{ competitor: null, lossKind: "no-decision", reasons: ["Price, of course", "“Timing”"] },
    }),
    ...said,
  },
  {
    ...entryOfRepair({
      ...deal,
      id: "2",
      dueOn: "2026-11-23",
      openingLine: "Hello;\\n",
      repairName: "Call",
      flagName: "Quiet",
    }),
    ...said,
  },
  // Over the hour that is there twice in Berlin.
  {
    ...entryOfBlock({
      ...{ id: "3", startsAt: Date.parse("2026-10-24T23:30:00Z"), endsAt: Date.parse("2026-10-25T02:30:00Z") },
      aims: { referrals: 2, calls: 8, networking: 1 },
    }),
    ...said,
  },
  { ...entryOfBreather({ id: "4", backAt: Date.parse("2026-11-22T12:30:00Z") }), ...said },
];

const told = (event: ICAL.Component) =>
  [
    "uid",
    "summary",
    "description",
    "url",
    "sequence",
    "dtstamp",
    "last-modified",
    "dtstart",
    "dtend",
    "transp",
    "class",
  ].map((name) => String(event.getFirstPropertyValue(name)));
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents("vevent")
    .map(told)
    .sort((one, other) => String(one[0]).localeCompare(String(other[0])));

describe.runIf(isInstalled)("a CalDAV server", () => {
  const folder = mkdtempSync(join(tmpdir(), "comeback-radicale-"));
  let server: ChildProcess;
  let url: string;
  const calendar = () => `${url}/comeback/calendar/`;
  const ask = (method: string, address: string, body: string | null, headers: Record<string, string> = {}) =>
    fetch(address, { method, body, headers: { Authorization: `Basic ${btoa("comeback:any")}`, ...headers } });

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const settings = { "auth-type": "none", "storage-filesystem-folder": folder, "server-hosts": `127.0.0.1:${port}` };
    server = spawn(
      "radicale",
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      { stdio: "ignore" },
    );
    await untilAnswered(url);
  });
  afterAll(async () => {
    if (server.exitCode === null) {
      server.kill();
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true });
  });

  test("takes the whole calendar, and gives back every entry as it was said", async () => {
    let text = "";
    for await (const piece of writeIcs(entries, "https://comeback.example.com")) text += piece;
    const put = await ask("PUT", calendar(), text, { "Content-Type": "text/calendar; charset=utf-8" });
    expect(put.status, await put.text()).toBe(201);
    const back = await ask("GET", calendar(), null);
    expect(eventsOf(await back.text())).toEqual(eventsOf(text));
  });

  test("finds in it what happens on a day, and what begins within an hour", async () => {
    const found = async (start: string, end: string) => {
      const query = `<?xml version="1.0"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
        <d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
        <c:time-range start="${start}" end="${end}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
      const answer = await ask("REPORT", calendar(), query, { "Content-Type": "application/xml", Depth: "1" });
      return [...(await answer.text()).matchAll(/UID:([\w-]+)@comeback/g)].map(([, uid]) => uid).sort();
    };
    expect(await found("20270328T100000Z", "20270328T110000Z")).toEqual(["check-up-1"]);
    // Its end is the day after it, on which there is nothing.
    expect(await found("20270329T100000Z", "20270329T110000Z")).toEqual([]);
    expect(await found("20261025T020000Z", "20261025T030000Z")).toEqual(["block-3"]);
    expect(await found("20261122T120000Z", "20261122T123000Z")).toEqual([]);
    expect(await found("20261122T123000Z", "20261122T124500Z")).toEqual(["breather-4"]);
  });
});

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const address = holder.address();
  holder.close();
  await once(holder, "close");
  return typeof address === "object" && address ? address.port : 0;
}

async function untilAnswered(address: string): Promise<void> {
  for (let tried = 0; tried < 200; tried += 1) {
    if (
      await fetch(address, { redirect: "manual" }).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("radicale did not begin to answer.");
}
