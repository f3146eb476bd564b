import { randomBytes } from "node:crypto";
import type { OpenAPI } from "@orpc/openapi";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import { contentSecurityPolicy } from "./security.ts";

const methods = ["get", "put", "post", "patch", "delete"] as const;

const style = `
:root { color-scheme: light dark; --ink: light-dark(#292524, #e7e5e4); --quiet: light-dark(#57534e, #a8a29e); --line: light-dark(#e7e5e4, #44403c); --paper: light-dark(#fafaf9, #1c1917); --accent: light-dark(#0f766e, #5eead4); }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; }
h1 { font-size: 1.75rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
a { color: var(--accent); } code, pre { font: 13px/1.5 ui-monospace, monospace; }
details { border-top: 1px solid var(--line); } summary { cursor: pointer; padding: 0.5rem 0; display: flex; gap: 0.75rem; flex-wrap: wrap; align-items: baseline; }
summary b { font: 600 13px ui-monospace, monospace; min-width: 4rem; color: var(--accent); } summary span { color: var(--quiet); }
pre { overflow-x: auto; border: 1px solid var(--line); padding: 0.75rem; border-radius: 4px; } p { max-width: 70ch; }`;

/** The API in readable form: every route with what it takes, answers and refuses; no script, nothing from elsewhere. */
export function apiPage(c: Context, spec: OpenAPI.Document): Response | Promise<Response> {
  const nonce = randomBytes(16).toString("base64url");
  c.header("Content-Security-Policy", contentSecurityPolicy(nonce));
  const groups = new Map<string, ReturnType<typeof route>[]>();
  for (const [path, item] of Object.entries(spec.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method];
      if (!operation) continue;
      const group = (operation.operationId ?? "").split(".")[0] ?? "";
      groups.set(group, [...(groups.get(group) ?? []), route(method, path, operation)]);
    }
  }
  const title = (name: string) =>
    name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (first) => first.toUpperCase());
  return c.html(html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Comeback API</title>
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>Comeback API</h1>
          <p>${spec.info.description}</p>
          <p>The same as a machine reads it: <a href="/api/openapi.json">openapi.json</a>. Make an API key in Settings, then:</p>
          <pre tabindex="0">curl -H "Authorization: Bearer comeback_…" http://127.0.0.1:4870/api/deals?status=lost</pre>
          ${[...groups].map(([name, routes]) => html`<section><h2>${title(name)}</h2>${routes}</section>`)}
        </main>
      </body>
    </html>`);
}

function route(method: string, path: string, operation: OpenAPI.OperationObject) {
  const shown = {
    ...(operation.parameters ? { parameters: operation.parameters } : {}),
    ...(operation.requestBody ? { body: operation.requestBody } : {}),
    answers: operation.responses,
  };
  return html`<details>
    <summary><b>${method.toUpperCase()}</b><code>/api${path}</code><span>${operation.summary ?? ""}</span></summary>
    <pre tabindex="0">${JSON.stringify(shown, null, 2)}</pre>
  </details>`;
}
