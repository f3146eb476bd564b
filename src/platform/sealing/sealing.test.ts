import { createSecretKey, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { parseSecretKeys, readInstallationKeys } from "./installation-keys.ts";
import { type About, openBytes, sealBytes } from "./seal.ts";

const key = createSecretKey(randomBytes(32));
const words = Buffer.from("It hurt more than I let on. ÄÖÜ 😀");
const about = ["feelings", "a workspace", "Rita", "a deal"] as const;

describe("a sealed value", () => {
  test("opens for whoever names its place", () => {
    expect(openBytes(key, about, sealBytes(key, about, words))).toEqual(words);
    expect(openBytes(key, about, sealBytes(key, about, Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  });

  test("does not open with another key, in another row, or for another owner", () => {
    const sealed = sealBytes(key, about, words);
    expect(openBytes(createSecretKey(randomBytes(32)), about, sealed)).toBeNull();
    const elsewhere: About[] = [
      ["feeling", "a workspace", "Rita", "a deal"],
      ["feelings", "another workspace", "Rita", "a deal"],
      ["feelings", "a workspace", "Max", "a deal"],
      ["feelings", "a workspace", "Rita", "another deal"],
      ["feelings", "a workspace", "Rita"],
    ];
    for (const place of elsewhere) expect(openBytes(key, place, sealed)).toBeNull();
    // Words that only look alike when written one after the other.
    expect(openBytes(key, ["feelings", "a workspaceRita", "", "a deal"], sealed)).toBeNull();
  });

  test("does not open once a single bit of it changed, or when it is cut", () => {
    const sealed = sealBytes(key, about, words);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openBytes(key, about, changed)).toBeNull();
    }
    for (const length of [0, 11, 27, 28, sealed.length - 1])
      expect(openBytes(key, about, sealed.subarray(0, length))).toBeNull();
  });

  test("says nothing twice: the same words are sealed differently each time", () => {
    const sealed = Array.from({ length: 200 }, () => sealBytes(key, about, words).toString("hex"));
    expect(new Set(sealed).size).toBe(200);
    expect(new Set(sealed.map((text) => text.slice(0, 24))).size).toBe(200);
  });
});

describe("the installation's key", () => {
  const folder = mkdtempSync(join(tmpdir(), "comeback-key-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const nameOf = (keys: ReturnType<typeof readInstallationKeys>) =>
    keys.kind === "here" && keys.keys.map(({ name }) => name);

  test("is made in the data folder at the first start, for nobody else to read, and stays", () => {
    const file = join(folder, "made");
    const first = readInstallationKeys([], file);
    expect(first.kind).toBe("here");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, "utf8"), "base64")).toHaveLength(32);
    expect(nameOf(readInstallationKeys([], file))).toEqual(nameOf(first));
    expect(readdirSync(folder)).toEqual(["made"]);
  });

  test("is closed to others again where a copy left it open", () => {
    const file = join(folder, "open");
    readInstallationKeys([], file);
    chmodSync(file, 0o644);
    readInstallationKeys([], file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("comes from SECRET_KEY where that is set: no file is made, and one that is there still opens", () => {
    const given = parseSecretKeys(randomBytes(32).toString("hex")) ?? [];
    const file = join(folder, "beside");
    expect(nameOf(readInstallationKeys(given, file))).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain("beside");
    const filed = nameOf(readInstallationKeys([], file));
    expect(nameOf(readInstallationKeys(given, file))).toEqual([
      ...(nameOf(readInstallationKeys(given, null)) || []),
      ...(filed || []),
    ]);
  });

  test("may be missing, broken or out of reach: then it is said what is missing, and nothing is invented", () => {
    expect(readInstallationKeys([], null)).toMatchObject({ kind: "none", why: expect.stringContaining("SECRET_KEY") });
    const broken = join(folder, "broken");
    writeFileSync(broken, "not a key\n");
    expect(readInstallationKeys([], broken)).toMatchObject({
      kind: "none",
      why: expect.stringContaining("holds no key"),
    });
    expect(readFileSync(broken, "utf8")).toBe("not a key\n");
    expect(readInstallationKeys([], join(folder, "no", "such", "folder"))).toMatchObject({ kind: "none" });
  });

  test("is 32 bytes in base64 or hex, one or several", () => {
    const bytes = [randomBytes(32), randomBytes(32)];
    const texts = [bytes[0]?.toString("base64"), bytes[0]?.toString("base64url"), bytes[1]?.toString("hex")];
    const read = parseSecretKeys(texts.join(", \n"))?.map((one) => one.export().toString("hex"));
    expect(read).toEqual([bytes[0], bytes[0], bytes[1]].map((one) => one?.toString("hex")));
    for (const wrong of ["", " , ", "secret", randomBytes(31).toString("base64"), randomBytes(33).toString("hex")])
      expect(parseSecretKeys(wrong), wrong).toBeNull();
  });

  test("is never told, not even when it is mistyped", () => {
    const mistyped = randomBytes(32).toString("base64").slice(0, 40);
    expect(() => readConfig({ SECRET_KEY: mistyped })).toThrow("SECRET_KEY should be 32 random bytes");
    expect(() => readConfig({ SECRET_KEY: mistyped })).not.toThrow(mistyped);
    const config = readConfig({ SECRET_KEY: randomBytes(32).toString("base64") });
    expect(JSON.stringify(config.secretKeys)).toBe("[{}]");
    expect(readConfig({}).secretKeys).toEqual([]);
  });
});
