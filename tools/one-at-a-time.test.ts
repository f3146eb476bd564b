import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.mjs";

const cache = join(import.meta.dirname, "..", ".cache");
const newName = () => `test-${randomUUID()}`;

function lockLeftBy(holder: string): string {
  const name = newName();
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.lock`), holder);
  return name;
}

async function pidOfSomebodyGone(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
  return child.pid ?? 0;
}

test("two at once work one after the other, and both do", async () => {
  const name = newName();
  const told: string[] = [];
  const work = (who: string) => async () => {
    told.push(`${who} begins`);
    await wait(300);
    told.push(`${who} ends`);
  };
  await Promise.all([oneAtATime(name, work("one")), oneAtATime(name, work("other"))]);
  expect(told).toHaveLength(4);
  expect(told[1]).toBe(told[0]?.replace("begins", "ends"));
  expect(existsSync(join(cache, `${name}.lock`))).toBe(false);
});

test("work that fails lets the next one in", async () => {
  const name = newName();
  await expect(oneAtATime(name, () => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
  expect(await oneAtATime(name, async () => "done")).toBe("done");
});

test("a holder that was killed does not keep the next one out", async () => {
  const name = lockLeftBy(`${await pidOfSomebodyGone()}@${hostname()}`);
  expect(await oneAtATime(name, async () => "done")).toBe("done");
});

test("a holder on a machine we cannot look into counts as gone when it no longer touches its lock", async () => {
  const name = lockLeftBy("1@elsewhere");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(join(cache, `${name}.lock`), longAgo, longAgo);
  expect(await oneAtATime(name, async () => "done")).toBe("done");
});

test("a lock that somebody made this moment and has not yet signed is left alone", async () => {
  const name = lockLeftBy("");
  const waiting = oneAtATime(name, async () => "done");
  await expect(Promise.race([waiting, wait(700).then(() => "still waiting")])).resolves.toBe("still waiting");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(join(cache, `${name}.lock`), longAgo, longAgo);
  expect(await waiting).toBe("done");
});
