import { implement } from "@orpc/server";
import { z } from "zod";
import { type Acting, type RequestContext, refusals, requireSession } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayImport } from "./access.ts";
import { importContract } from "./contract.ts";
import { cancelImport, findMine, previewImport, startImport } from "./start-import.ts";
import { listImports, listRefusals } from "./store.ts";

const api = implement(importContract).$context<RequestContext>().use(refusals).use(requireSession);

const importPlace = z.object({ at: z.iso.datetime({ offset: true }), id: z.uuid() });
const refusalPlace = z.object({ position: z.number().int() });
type Page = { after?: string | undefined; limit: number };

async function showImports({ db, session }: Acting, { after, limit }: Page) {
  if (!mayImport(session)) throw new Refusal("NOT_ALLOWED");
  const place = after === undefined ? null : decodePlace(after, importPlace);
  const rows = await listImports(db, session.workspace, { after: place, limit: limit + 1 });
  return pageFrom(rows, limit, (last) => ({ at: last.createdAt, id: last.id }));
}

async function showRefusals(acting: Acting, { id, after, limit }: Page & { id: string }) {
  await findMine(acting, id);
  const place = after === undefined ? 0 : decodePlace(after, refusalPlace).position;
  const rows = await listRefusals(acting.db, acting.session.workspace, id, { after: place, limit: limit + 1 });
  const page = pageFrom(rows, limit, ({ position }) => ({ position }));
  return { ...page, rows: page.rows.map(({ line, column, value, reason }) => ({ line, column, value, reason })) };
}

export const importsApi = api.router({
  listImports: api.listImports.handler(({ context, input }) => showImports(context, input)),
  showImport: api.showImport.handler(({ context, input }) => findMine(context, input.id)),
  previewImport: api.previewImport.handler(({ context, input }) => previewImport(context, input)),
  startImport: api.startImport.handler(({ context, input }) => startImport(context, input)),
  cancelImport: api.cancelImport.handler(({ context, input }) => cancelImport(context, input)),
  listRefusals: api.listRefusals.handler(({ context, input }) => showRefusals(context, input)),
});
