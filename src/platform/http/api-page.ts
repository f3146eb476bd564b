import { randomBytes } from "node:crypto";
import type { OpenAPI } from "@orpc/openapi";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import { contentSecurityPolicy } from "./security.ts";
import { partsOf, refusalsIn, shapeInWords } from "./shape-in-words.ts";

const methods = ["get", "put", "post", "patch", "delete"] as const;

const style = `
:root { color-scheme: light dark; --ink: light-dark(#292524, #e7e5e4); --quiet: light-dark(#57534e, #a8a29e); --line: light-dark(#e7e5e4, #44403c); --paper: light-dark(#fafaf9, #1c1917); --accent: light-dark(#0f766e, #5eead4); }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; }
h1 { font-size: 1.75rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 0.875rem; margin: 0.75rem 0 0.25rem; }
a { color: var(--accent); } code, pre { font: 13px/1.5 ui-monospace, monospace; }
details { border-top: 1px solid var(--line); } summary { cursor: pointer; padding: 0.5rem 0; display: flex; gap: 0.75rem; flex-wrap: wrap; align-items: baseline; }
summary b { font: 600 13px ui-monospace, monospace; min-width: 4rem; color: var(--accent); } summary span { color: var(--quiet); }
pre { overflow-x: auto; margin: 0; border: 1px solid var(--line); padding: 0.75rem; border-radius: 4px; } p, ul { max-width: 70ch; } ul { margin: 0 0 1rem; padding-left: 1.25rem; } li code { margin-right: 0.5rem; }`;

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
          <p>${inCode(spec.info.description ?? "")}</p>
          <p>The same as a machine reads it: <a href="/api/openapi.json">openapi.json</a>. Make an API key in Settings, then:</p>
          <pre tabindex="0">curl -H "Authorization: Bearer comeback_…" ${new URL(c.req.url).origin}/api/deals?status=lost</pre>
          ${[...groups].map(([name, routes]) => html`<section><h2>${title(name)}</h2>${routes}</section>`)}
        </main>
      </body>
    </html>`);
}

/** What stands between backticks is code. */
const inCode = (text: string) => text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));

type Operation = OpenAPI.OperationObject;

function route(method: string, path: string, operation: Operation) {
  const takes = takenBy(operation);
  const answer = bodyOf(partsOf(operation.responses)["200"]);
  const refusals = Object.entries(partsOf(operation.responses)).flatMap(([status, told]) =>
    refusalsIn(bodyOf(told)).map((refusal) => ({ status, ...refusal })),
  );
  return html`<details>
    <summary><b>${method.toUpperCase()}</b><code>/api${path}</code><span>${operation.summary ?? ""}</span></summary>
    ${takes && html`<h3>Takes</h3><pre tabindex="0">${takes}</pre>`}
    ${answer !== undefined && html`<h3>Answers</h3><pre tabindex="0">${shapeInWords(answer)}</pre>`}
    ${
      refusals.length > 0 &&
      html`<h3>Refuses</h3><ul>${refusals.map(
        ({ status, code, message }) => html`<li><code>${status} ${code}</code> ${message}</li>`,
      )}</ul>`
    }
  </details>`;
}

/** What stands in the path and the query, and what the body holds. */
function takenBy({ parameters = [], requestBody }: Operation): string {
  const lines = parameters.flatMap((parameter) =>
    "name" in parameter
      ? [
          `${parameter.name}${parameter.required ? "" : "?"}: ${shapeInWords(parameter.schema)} (in the ${parameter.in})`,
        ]
      : [],
  );
  const body = requestBody && bodyOf(requestBody);
  return [...lines, ...(body ? [shapeInWords(body)] : [])].join("\n");
}

const bodyOf = (told: unknown): unknown => partsOf(partsOf(partsOf(told).content)["application/json"]).schema;
