import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type OpenChromium, openChromium } from "./open-chromium.ts";

export type Paper = "a4" | "letter";

/** In inches, as the browser takes them. */
const papers: Record<Paper, { paperWidth: number; paperHeight: number }> = {
  a4: { paperWidth: 210 / 25.4, paperHeight: 297 / 25.4 },
  letter: { paperWidth: 8.5, paperHeight: 11 },
};

/** A name that no network has. What a page there asks for never leaves this program. */
const nowhere = "https://comeback.invalid";

export type PageAsk = { method: string; path: string; contentType: string | null; body: Buffer | null };

export type Printing = {
  chromium: string;
  /** The page, by its path here. */
  path: string;
  paper: Paper;
  /** The person's languages, as their browser tells them. */
  languages: string;
  /** Answers whatever the page asks for; null: that is not for it. */
  answer: (ask: PageAsk) => Promise<Response | null>;
  longestMs: number;
};

/** The page stood unfinished for too long, or the browser ended: nothing was printed. */
export class NotPrinted extends Error {}

/**
 * A page of ours as a PDF. The browser has no way out: every request of the page is held, and answered here or failed, so
 * there is no address to lead it to, and it holds no password, cookie or key.
 */
export async function printPage(printing: Printing): Promise<Buffer> {
  const browser = await openChromium(printing.chromium);
  const giveUp = new AbortController();
  try {
    return await Promise.race([
      print(browser, printing),
      wait(printing.longestMs, null, { signal: giveUp.signal }).then(() => {
        throw new NotPrinted(`The page was not printed within ${printing.longestMs / 1000} seconds.`);
      }),
    ]);
  } catch (error) {
    throw error instanceof NotPrinted ? error : new NotPrinted("The browser printed nothing.", { cause: error });
  } finally {
    giveUp.abort();
    await browser.close();
  }
}

const target = z.object({ targetId: z.string() });
const attached = z.object({ sessionId: z.string() });
const version = z.object({ userAgent: z.string() });
const navigated = z.object({ errorText: z.string().optional() });
const printed = z.object({ data: z.base64() });
const paused = z.object({
  requestId: z.string(),
  request: z.object({
    url: z.string(),
    method: z.string(),
    headers: z.record(z.string(), z.string()),
    postDataEntries: z.array(z.object({ bytes: z.base64().optional() })).optional(),
  }),
});

async function print(browser: OpenChromium, { path, paper, languages, answer }: Printing): Promise<Buffer> {
  const { targetId } = target.parse(await browser.ask("Target.createTarget", { url: "about:blank" }));
  const { sessionId } = attached.parse(await browser.ask("Target.attachToTarget", { targetId, flatten: true }));
  const ask = (method: string, params: object = {}) => browser.ask(method, params, sessionId);
  const { userAgent } = version.parse(await browser.ask("Browser.getVersion"));

  const under = { way: 0, since: Date.now() };
  let loaded: () => void = () => {};
  const isLoaded = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  browser.onEvent(({ method, params }) => {
    if (method === "Page.loadEventFired") loaded();
    if (method !== "Fetch.requestPaused") return;
    under.way += 1;
    void handOver(ask, paused.parse(params), answer)
      // The browser has ended: nobody waits for it any more.
      .catch(() => {})
      .finally(() => {
        under.way -= 1;
        under.since = Date.now();
      });
  });

  await ask("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
  await ask("Page.enable");
  await ask("Emulation.setUserAgentOverride", { userAgent, acceptLanguage: languages });
  await ask("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: "light" },
      { name: "prefers-reduced-motion", value: "reduce" },
    ],
  });
  const { errorText } = navigated.parse(await ask("Page.navigate", { url: `${nowhere}${path}` }));
  // What the browser says of it is no report of ours.
  if (errorText) throw new NotPrinted(`The page led elsewhere: ${errorText}.`);
  await isLoaded;
  while (!(await isFinished(ask, under))) await wait(50);
  const { data } = printed.parse(
    await ask("Page.printToPDF", {
      ...papers[paper],
      // The page's own style says how wide the margins are, and what stands in them.
      ...{ marginTop: 0.4, marginBottom: 0.4, marginLeft: 0.4, marginRight: 0.4 },
      ...{ printBackground: true, generateTaggedPDF: true, generateDocumentOutline: true },
    }),
  );
  return Buffer.from(data, "base64");
}

/**
 * On a busy machine a page may ask for nothing only because it had no time to: it must have come to its heading, and to rest.
 * A browser without windows that has nothing more to draw never calls that a rest by itself, so that it is waited for so long.
 */
const looksFinished = `document.fonts.ready.then(() => new Promise((resolve) => requestIdleCallback(() => resolve(
  [...document.querySelectorAll("h1")].some((heading) => heading.checkVisibility({ visibilityProperty: true })) &&
  document.querySelector("[aria-busy=true]") === null
), { timeout: 1_000 })))`;
const evaluated = z.object({ result: z.object({ value: z.boolean().optional() }) });

/** It looks so, nothing that it asked for is still on its way, and it asked for nothing for some time: an answer may lead to the next question. */
async function isFinished(ask: Ask, under: { way: number; since: number }): Promise<boolean> {
  const quietMs = 400;
  if (under.way > 0 || Date.now() - under.since < quietMs) return false;
  const { since } = under;
  const { result } = evaluated.parse(
    await ask("Runtime.evaluate", { expression: looksFinished, awaitPromise: true, returnByValue: true }),
  );
  return result.value === true && under.way === 0 && under.since === since;
}

type Ask = (method: string, params: object) => Promise<unknown>;

async function handOver(
  ask: Ask,
  { requestId, request }: z.infer<typeof paused>,
  answer: Printing["answer"],
): Promise<void> {
  const response = request.url.startsWith(`${nowhere}/`) ? await answer(asked(request)).catch(() => null) : null;
  if (!response) {
    await ask("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
    return;
  }
  await ask("Fetch.fulfillRequest", {
    requestId,
    responseCode: response.status,
    // Nothing of a session is ever kept by this browser.
    responseHeaders: [...response.headers]
      .filter(([name]) => name !== "set-cookie")
      .map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString("base64"),
  });
}

function asked({ url, method, headers, postDataEntries }: z.infer<typeof paused>["request"]): PageAsk {
  const bodies = (postDataEntries ?? []).map(({ bytes = "" }) => Buffer.from(bytes, "base64"));
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  return {
    method,
    path: url.slice(nowhere.length),
    contentType: named?.[1] ?? null,
    body: bodies.length > 0 ? Buffer.concat(bodies) : null,
  };
}
