import { Hono } from "hono";
import { z } from "zod";
import { dayOf } from "../dates.ts";
import { problem } from "../http/problem.ts";
import type { SignedInRoutes } from "../http/web-app.ts";
import { findChromium } from "./find-chromium.ts";
import { NotPrinted, type PageAsk, printPage } from "./print-page.ts";

/** A browser takes a few hundred megabytes: one at a time, and few may wait for it. */
const mostWaiting = 3;
const longestMs = 45_000;

const wish = z.object({ path: z.string().max(4_000), paper: z.enum(["a4", "letter"]).default("a4") });

type Prints = {
  /** The file's name of a report, by the path of its page; null: that page is no report. */
  nameOf: (path: string) => string | null;
  /** Whether a page may ask this of the API while it is printed: what only reads. */
  isReading: (path: string) => boolean;
  /** The browser to print with; null: there is none. */
  find?: () => Promise<string | null>;
};

/** Pages of reports as PDF, drawn for whoever asks: what they may not see is not on it. */
export function printRoutes({ nameOf, isReading, find = findChromium }: Prints): Hono<SignedInRoutes> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    waiting += 1;
    const mine = last.then(work);
    last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };

  return new Hono<SignedInRoutes>().get("/prints/pdf", async (c) => {
    const wished = wish.safeParse(c.req.query());
    const path = wished.success ? ownPath(wished.data.path) : null;
    const name = path === null ? null : nameOf(path.split("?")[0] ?? "");
    if (!wished.success || path === null || name === null)
      return problem(c, 404, "NOT_FOUND", "There is no such report, or no such paper. Papers are a4 and letter.");
    const chromium = await find();
    if (chromium === null) {
      return problem(
        c,
        501,
        "NO_BROWSER",
        "This server has no Chromium to make a PDF with. Print from your own browser and choose “Save as PDF” there.",
      );
    }
    if (waiting > mostWaiting)
      return problem(c, 503, "PRINTER_BUSY", "Others are printing just now. Try again in a minute.");
    const askAsSame = c.get("askAsSame");
    const answer = async ({ method, path: asked, contentType, body }: PageAsk): Promise<Response | null> => {
      const [bare = ""] = asked.split("?");
      const isPage = method === "GET" && !bare.startsWith("/api/");
      if (!isPage && !isReading(bare)) return null;
      return askAsSame(asked, { method, ...(contentType ? { headers: { "Content-Type": contentType } } : {}), body });
    };
    try {
      const languages = languagesOf(c.req.header("accept-language"));
      const pdf = await inTurn(async () =>
        printPage({ chromium, path, paper: wished.data.paper, languages, answer, longestMs }),
      );
      const day = dayOf(c.get("now"), c.get("session").timeZone);
      return c.body(new Uint8Array(pdf), 200, {
        "Content-Type": "application/pdf",
        "Content-Disposition": `attachment; filename="${name}-${day}.pdf"`,
      });
    } catch (error) {
      if (!(error instanceof NotPrinted)) throw error;
      return problem(
        c,
        503,
        "NOT_PRINTED",
        "The server's Chromium made no PDF of this. Print from your own browser and choose “Save as PDF” there.",
      );
    }
  });
}

/** What a browser or a program wishes to read, as far as it is a language: a page cannot write numbers in "*". */
function languagesOf(header = ""): string {
  const named = header.split(",").map((one) => one.split(";")[0]?.trim() ?? "");
  return named.filter(isLanguage).slice(0, 5).join(",") || "en";
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** A path of this program, as browsers read it, with what it asks for; null for whatever leads elsewhere. */
function ownPath(text: string): string | null {
  const here = "https://comeback.invalid";
  if (!text.startsWith("/") || !URL.canParse(text, here)) return null;
  const { origin, pathname, search } = new URL(text, here);
  return origin === here ? `${pathname}${search}` : null;
}
