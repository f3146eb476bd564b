import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Serves a built page as strictly as the product does: nothing from elsewhere, no inline script, styles only by file or nonce. */
export async function serveStrictly(folder: string): Promise<{ address: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://gallery").pathname);
    const file = path === "/" ? "index.html" : path;
    readFile(join(folder, file)).then(
      (content) => {
        const nonce = randomBytes(16).toString("base64url");
        response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
        response.setHeader(
          "content-security-policy",
          `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
        );
        response.end(file === "index.html" ? content.toString().replace("__CSP_NONCE__", nonce) : content);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The gallery's server has no port.");
  return {
    address: `http://127.0.0.1:${bound.port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
