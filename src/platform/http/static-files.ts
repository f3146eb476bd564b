import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context } from "hono";
import { contentSecurityPolicy } from "./security.ts";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"]);
const pageName = /^[a-z]{1,20}$/;
const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

type Stored = { type: string; plain: Buffer; br: Buffer | null; gzip: Buffer | null };

/**
 * The built web program: files under /assets never change and may be kept for ever; every other path is the page. Paths that
 * begin with the name of another page that was built (`/answer/…`: answer.html) are that one.
 */
export function createStaticFiles(folder: string): (c: Context) => Promise<Response> {
  const stored = new Map<string, Promise<Stored | null>>();
  const pagesKept = new Map<string, { stamp: string; text: string }>();

  /** Read again when it was built anew: it names the files of its own build, and those of the last one are gone. */
  async function readPage(name: string): Promise<string | null> {
    const page = join(folder, `${name}.html`);
    try {
      const { mtimeMs, ino, size } = await stat(page);
      const stamp = `${mtimeMs} ${ino} ${size}`;
      const kept = pagesKept.get(name);
      if (kept?.stamp === stamp) return kept.text;
      const text = await readFile(page, "utf8");
      pagesKept.set(name, { stamp, text });
      return text;
    } catch {
      // Perhaps it is being built just now.
      return null;
    }
  }

  async function load(file: string): Promise<Stored | null> {
    const isFile = await stat(file)
      .then((found) => found.isFile())
      .catch(() => false);
    if (!isFile) return null;
    const plain = await readFile(file);
    const extension = extname(file);
    const worth = compressible.has(extension) && plain.length > 1_000;
    return {
      type: types[extension] ?? "application/octet-stream",
      plain,
      br: worth ? await toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : null,
      gzip: worth ? await toGzip(plain, { level: 9 }) : null,
    };
  }

  async function find(path: string): Promise<Stored | null> {
    // One name for each file, however its path is written.
    const file = normalize(join(folder, path));
    if (!file.startsWith(folder + sep) || file.endsWith(".html") || path.includes("\0")) return null;
    const known = stored.get(file) ?? load(file);
    stored.set(file, known);
    const found = await known.catch(() => null);
    // Only what is there is kept: unknown paths are made up by visitors and would fill the memory.
    if (!found) stored.delete(file);
    return found;
  }

  return async (c) => {
    const path = decoded(c.req.path);
    const file = await find(path);
    if (file) {
      const accepted = c.req.header("accept-encoding") ?? "";
      const encoding =
        file.br && /\bbr\b/.test(accepted) ? "br" : file.gzip && /\bgzip\b/.test(accepted) ? "gzip" : null;
      if (encoding) c.header("Content-Encoding", encoding);
      c.header("Vary", "Accept-Encoding");
      c.header(
        "Cache-Control",
        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
      );
      c.header("Content-Type", file.type);
      const body = (encoding && file[encoding]) || file.plain;
      return c.body(new Uint8Array(body));
    }
    if (extname(path) && path.startsWith("/assets/")) return c.text("This file is not here.", 404);
    const [, first = ""] = path.split("/");
    const written = (pageName.test(first) ? await readPage(first) : null) ?? (await readPage("index"));
    if (written === null)
      return c.text("The screens are not built here. Start with npm start; the API is described at /api/docs.", 404);
    const nonce = randomBytes(16).toString("base64url");
    c.header("Content-Security-Policy", contentSecurityPolicy(nonce));
    c.header("Cache-Control", "no-cache");
    return c.html(written.replaceAll("__CSP_NONCE__", nonce));
  };
}

/** The path as written, where it is no proper encoding of anything. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
