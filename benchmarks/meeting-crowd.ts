import { readFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { openSharedText, type SharedText } from "../src/platform/shared-text.ts";
import { percentile } from "./figures.ts";

/**
 * A room full of people with a phone each, in a process of its own: all follow one meeting, all type. Only this machine is asked.
 */
const asked = z
  .object({
    /** Person by person in turn. */
    servers: z.array(z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/)).min(1),
    followPath: z.string(),
    people: z
      .array(z.object({ authorization: z.string(), savePath: z.string() }))
      .min(2)
      .max(400),
    /** Between one save and the next, of each person. */
    saveEveryMs: z.number().min(100),
    warmUpMs: z.number(),
    measuredMs: z.number().max(60_000),
    patienceMs: z.number(),
  })
  .parse(JSON.parse(readFileSync(0, "utf8")));

const saved = z.object({ number: z.number() });
/** More happen in no run. */
const mostEvents = 40_000;
const letters = "abcdefghijklmnopqrstuvwxyz";

type Person = {
  follow: string;
  save: string;
  authorization: string;
  agent: Agent;
  text: SharedText;
  typed: string;
  /** When each event reached this screen, by its number; 0: not yet. */
  heardAt: Float64Array;
  upTo: number;
  gaps: number;
};

const people = asked.people.map(({ authorization, savePath }, place): Person => {
  const server = asked.servers[place % asked.servers.length] ?? "";
  return {
    ...{ follow: `${server}${asked.followPath}`, save: `${server}${savePath}`, authorization },
    ...{
      agent: new Agent({ keepAlive: true, maxSockets: 1 }),
      text: openSharedText(null, { isSaved: true }),
      typed: "",
    },
    ...{ heardAt: new Float64Array(mostEvents), upTo: 0, gaps: 0 },
  };
});
type Save = { number: number; sentAt: number; answeredAt: number };
const saves: Save[] = [];
let failures = 0;

/** Opens a line and notes what comes over it; told once the first word came. */
function follow(person: Person): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const line = request(person.follow, { headers: { authorization: person.authorization } }, (answer) => {
      if (answer.statusCode !== 200) {
        reject(new Error(`${person.follow} answered ${answer.statusCode}.`));
        return;
      }
      let rest = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => {
        const at = performance.now();
        const messages = (rest + piece).split("\n\n");
        rest = messages.pop() ?? "";
        for (const message of messages) hear(person, message, at);
        resolve(answer);
      });
      answer.on("error", () => {});
    });
    line.on("error", reject);
    line.end();
  });
}

const numberLine = /^id: (\d+)$/m;
const fromWhere = /^data: \{"after":(\d+)/m;

function hear(person: Person, message: string, at: number): void {
  const number = Number(numberLine.exec(message)?.[1] ?? 0);
  if (number === 0) return;
  const after = fromWhere.exec(message)?.[1];
  // A meeting tells of all events up to a number; what is bare tells each by itself, in whatever order.
  const from = after === undefined ? number - 1 : Number(after);
  if (after !== undefined && from !== person.upTo) person.gaps += 1;
  for (let each = from + 1; each <= number; each += 1) person.heardAt[each] = at;
  person.upTo = Math.max(person.upTo, number);
}

/** Types a word now and then until the end, one save at a time. */
async function type(person: Person, place: number, endAt: number): Promise<void> {
  // Not everybody's finger falls at the same instant.
  await wait((asked.saveEveryMs * place) / people.length);
  // The two who share an idea type letters of their own, so that each one's can be told apart.
  const alphabet = place % 2 === 0 ? letters : letters.toUpperCase();
  for (let turn = 0; performance.now() < endAt; turn += 1) {
    const began = performance.now();
    const word = Array.from({ length: 3 }, (_, at) => alphabet[(place + turn + at) % alphabet.length]).join("");
    person.text.type(person.text.words() + word);
    person.typed += word;
    await save(person);
    await wait(Math.max(0, asked.saveEveryMs - (performance.now() - began)));
  }
}

async function save(person: Person): Promise<void> {
  const unsaved = person.text.unsaved();
  if (!unsaved) return;
  const sentAt = performance.now();
  try {
    const number = await put(person, JSON.stringify({ update: unsaved.update }));
    person.text.acknowledge(unsaved.mark);
    saves.push({ number, sentAt, answeredAt: performance.now() });
  } catch (error) {
    failures += 1;
    if (failures < 4) console.error(error);
  }
}

function put({ save: url, authorization, agent }: Person, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "PUT", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(saved.parse(JSON.parse(text)).number);
        else reject(new Error(`A save was answered ${answer.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const opened: IncomingMessage[] = [];
for (const person of people) opened.push(await follow(person));
const measureFrom = performance.now() + asked.warmUpMs;
const measureTo = measureFrom + asked.measuredMs;
const saidAt = async (at: number, word: string) => {
  await wait(Math.max(0, at - performance.now()));
  process.send?.(word);
};
await Promise.all([
  ...people.map((person, place) => type(person, place, measureTo)),
  saidAt(measureFrom, "measuring"),
  saidAt(measureTo, "measured"),
]);
// What a save that failed left behind.
for (const person of people) await save(person);
const isOnAll = () => saves.every(({ number }) => people.every(({ heardAt }) => (heardAt[number] ?? 0) > 0));
for (const giveUpAt = performance.now() + asked.patienceMs; !isOnAll() && performance.now() < giveUpAt; )
  await wait(100);
for (const line of opened) line.destroy();

const measured = saves.filter(({ sentAt }) => sentAt >= measureFrom && sentAt <= measureTo);
const onOne: number[] = [];
const onAll: number[] = [];
let missing = 0;
for (const { number, sentAt } of measured) {
  let last = 0;
  for (const { heardAt } of people) {
    const at = heardAt[number] ?? 0;
    if (at === 0) missing += 1;
    else {
      onOne.push(at - sentAt);
      last = Math.max(last, at - sentAt);
    }
  }
  onAll.push(last);
}
const figures = (values: number[]) => ({ median: percentile(values, 0.5), p95: percentile(values, 0.95) });
if (process.connected) process.disconnect();
console.log(
  JSON.stringify({
    saves: measured.length,
    seconds: asked.measuredMs / 1000,
    answered: figures(measured.map(({ sentAt, answeredAt }) => answeredAt - sentAt)),
    onOne: figures(onOne),
    onAll: figures(onAll),
    missing,
    gaps: people.reduce((sum, { gaps }) => sum + gaps, 0),
    failures,
    typed: people.map(({ typed }) => typed),
  }),
);
