import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStaticFiles } from "./static-files.ts";

let folder: string;
let web: Hono;
const script = `console.log("${"x".repeat(2_000)}")`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "comeback-web-"));
  const built = join(folder, "web");
  await mkdir(join(built, "assets"), { recursive: true });
  await writeFile(join(built, "index.html"), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(join(built, "answer.html"), '<title>Answer</title><meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(join(built, "assets", "app.js"), script);
  await writeFile(join(folder, "secret.txt"), "nobody's business");
  await mkdir(join(folder, "web-of-others"));
  await writeFile(join(folder, "web-of-others", "app.js"), "nobody's business");
  web = new Hono();
  web.get("*", createStaticFiles(built));
});
afterAll(() => rm(folder, { recursive: true }));

const get = async (path: string, headers: Record<string, string> = {}) => web.request(path, { headers });

describe("the built web program", () => {
  it("keeps its assets for ever, and packs them as the browser understands", async () => {
    const plain = await get("/assets/app.js");
    expect(plain.headers.get("cache-control")).toContain("immutable");
    expect(plain.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(await plain.text()).toBe(script);
    const packed = await get("/assets/app.js", { "accept-encoding": "gzip" });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(script);
  });

  it("answers every other path with the page, each time with a nonce of its own", async () => {
    const pages = await Promise.all(
      ["/", "/deals", "/deals/1", "/index.html", "/./index.html"].map((path) => get(path)),
    );
    const nonces = await Promise.all(pages.map(async (page) => (await page.text()).match(/content="([^"]+)"/)?.[1]));
    expect(new Set(nonces).size).toBe(nonces.length);
    for (const [place, page] of pages.entries())
      expect(page.headers.get("content-security-policy")).toContain(`'nonce-${nonces[place]}'`);
  });

  it("answers with another page below its name, never without its nonce", async () => {
    for (const path of ["/answer", "/answer/", "/answer/stop/abc"]) {
      const page = await get(path);
      const text = await page.text();
      expect(text, path).toContain("<title>Answer</title>");
      const nonce = text.match(/content="([^"]+)"/)?.[1] ?? "";
      expect(page.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
    }
    for (const path of ["/answer.html", "/answers", "/Answer", "/x/answer"])
      expect(await (await get(path)).text(), path).not.toContain("Answer");
  });

  it("answers with the page of a newer build as soon as that is in place", async () => {
    const page = join(folder, "web", "index.html");
    const before = await (await get("/")).text();
    await writeFile(`${page}.next`, '<meta name="csp-nonce" content="__CSP_NONCE__"><script src="/assets/new.js">');
    await rename(`${page}.next`, page);
    expect(before).not.toContain("/assets/new.js");
    expect(await (await get("/")).text()).toContain("/assets/new.js");
  });

  it("says that an asset of an older build is gone instead of answering with the page", async () => {
    expect((await get("/assets/app.1a2b3c.js")).status).toBe(404);
  });

  it("shows no file outside its folder, and stumbles over no path", async () => {
    const paths = [
      ...["/../secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%2e%2e%2fsecret.txt"],
      ...["/..%2fweb-of-others/app.js", "/..%5csecret.txt", "//secret.txt", "/%00", "/assets%00/app.js"],
      ...["/%", "/%E0%A4%A", "/assets/%zz.js", `/${"a".repeat(10_000)}`],
    ];
    for (const path of paths) {
      const answer = await get(path);
      expect([200, 404], path).toContain(answer.status);
      expect(await answer.text(), path).not.toContain("nobody's business");
    }
  });

  it("says so when it is not built yet, and appears once it is", async () => {
    const later = join(folder, "later");
    const waiting = new Hono();
    waiting.get("*", createStaticFiles(later));
    expect((await waiting.request("/")).status).toBe(404);
    await mkdir(later);
    await writeFile(join(later, "index.html"), "built");
    expect(await (await waiting.request("/")).text()).toBe("built");
  });
});
