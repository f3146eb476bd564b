import { ORPCError } from "@orpc/server";
import { type Context, Hono } from "hono";
import { ZodError, z } from "zod";
import type { Database } from "../database/database.ts";
import { holdSnapshot } from "../database/in-snapshot.ts";
import type { Acting } from "../http/acting.ts";
import { problem, problemDetails } from "../http/problem.ts";
import { streamText } from "../http/stream-text.ts";
import type { SignedInRoutes } from "../http/web-app.ts";
import { type ExportedTable, withFirstPage } from "./exported-table.ts";
import { contentTypes, nameFile } from "./name-file.ts";
import { takeTurns } from "./take-turns.ts";
import { writeFile } from "./write-file.ts";

/**
 * Each holds a connection for as long as somebody reads: the pages of everybody else need the others, and whoever reads
 * slowly keeps nobody waiting.
 */
const atOnce = { most: 3, mostOfOne: 2 };

const file = z.string().regex(/^[a-z-]+\.(?:csv|xlsx)$/);
const format = z.enum(["csv", "xlsx"]);

type Served = {
  db: Database;
  /** Every table, read by whoever acts. */
  tablesFor: (acting: Acting) => ExportedTable[];
  workspaceName: (acting: Acting) => Promise<string>;
};

/**
 * Every table as a file: `/exports/{table}.csv` and `.xlsx`, with the filter of its list. All of a file is as of one instant,
 * and it ends when nobody reads on.
 */
export function exportRoutes({ db, tablesFor, workspaceName }: Served): Hono<SignedInRoutes> {
  const takeTurn = takeTurns(atOnce);
  const actingOf = (c: Context<SignedInRoutes>, on: Database): Acting => ({
    ...{ db: on, session: c.get("session"), now: c.get("now") },
  });
  const routes = new Hono<SignedInRoutes>();

  routes.get("/exports", (c) => c.json({ rows: tablesFor(actingOf(c, db)).map(({ open: _, ...about }) => about) }));

  routes.get("/exports/:file", async (c) => {
    const asked = file.safeParse(c.req.param("file"));
    const [name = "", ending] = asked.data?.split(".") ?? [];
    const as = format.safeParse(ending);
    if (!as.success) return noSuchTable(c);
    const { mark, ...filter } = c.req.query();
    const { workspace, memberId } = c.get("session");
    const endTurn = await takeTurn(`${workspace} ${memberId}`);
    let end = async () => endTurn();
    try {
      if (c.req.raw.signal.aborted) throw new Error("Whoever asked has gone.");
      const { snapshot, letGo } = await holdSnapshot(db);
      end = async () => {
        endTurn();
        await letGo();
      };
      const acting = actingOf(c, snapshot);
      const table = tablesFor(acting).find((each) => each.name === name);
      if (!table) {
        await end();
        return noSuchTable(c);
      }
      const fileName = nameFile(await workspaceName(acting), name, as.data, {
        now: acting.now,
        timeZone: acting.session.timeZone,
      });
      const opened = await withFirstPage(await table.open(filter));
      const { timeZone } = acting.session;
      const pieces = async function* () {
        try {
          yield* writeFile(opened, { format: as.data, title: table.title, timeZone, withMark: mark !== "no" });
        } finally {
          await end();
        }
      };
      return await streamText(c, pieces(), {
        "Content-Type": contentTypes[as.data],
        "Content-Disposition": `attachment; filename="${fileName}"`,
      });
    } catch (error) {
      await end();
      if (error instanceof ZodError) return problem(c, 400, "BAD_REQUEST", wordsOf(error));
      if (error instanceof ORPCError && error.status < 500)
        return Response.json(problemDetails(error.status, error.code, error.message, error.data), {
          status: error.status,
          headers: { "Content-Type": "application/problem+json" },
        });
      throw error;
    }
  });

  return routes;
}

const noSuchTable = (c: Context) =>
  problem(c, 404, "NOT_FOUND", "There is no such table. /api/exports names them all; each ends with .csv or .xlsx.");

const wordsOf = ({ issues }: ZodError) =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message)).join(" ");
