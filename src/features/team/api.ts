import { implement } from "@orpc/server";
import { z } from "zod";
import type { Db } from "../../platform/database/database.ts";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { mayReadAudit } from "./access.ts";
import { listAuditEntries } from "./audit/store.ts";
import { changeSettings } from "./change-settings.ts";
import { debriefsShare, type Me, teamContract } from "./contract.ts";
import { createOwner, type Furnish } from "./create-owner.ts";
import { activateMember, deactivateMember, type HandOver } from "./deactivate-member.ts";
import { giveSignIn, saveMember } from "./save-member.ts";
import { acceptSignInLink, lookAtLink, makeSignInLink } from "./sign-ins/use-sign-in-link.ts";
import { findMember, findWorkspace, listMembers, someoneCanSignIn } from "./store.ts";
import { listMyKeys, makeKey, revokeMyKey } from "./use-api-keys.ts";

type WorkspaceRow = Awaited<ReturnType<typeof findWorkspace>>;

const toWorkspace = (row: WorkspaceRow) => ({
  name: row.name,
  timeZone: row.time_zone,
  currency: row.currency,
  defaultTermMonths: row.default_term_months,
  debriefsShare: debriefsShare.parse(row.debriefs_share),
  isDemo: row.is_demo,
});

async function findMe(db: Db, { workspace, memberId }: Session): Promise<Me | null> {
  const member = await findMember(db, workspace, memberId);
  return member && { member, workspace: toWorkspace(await findWorkspace(db, workspace)) };
}

export function createTeamApi({ furnish, handOver }: { furnish: Furnish; handOver: HandOver }) {
  const everybody = implement(teamContract).$context<RequestContext>().use(refusals);
  const api = everybody.use(requireSession);
  return everybody.router({
    firstRun: everybody.firstRun.handler(async ({ context }) => ({
      needsOwner: !(await someoneCanSignIn(context.db)),
    })),
    createOwner: everybody.createOwner.handler(async ({ context, input }) => {
      const { memberId } = await createOwner(context.db, furnish, input);
      return { memberId };
    }),
    whoIsHere: everybody.whoIsHere.handler(async ({ context: { db, session } }) => {
      const me = session && (await findMe(db, session));
      return { me, needsOwner: me === null && !(await someoneCanSignIn(db)) };
    }),
    me: api.me.handler(async ({ context: { db, session } }) => {
      const me = await findMe(db, session);
      if (!me) throw new Refusal("NOT_SIGNED_IN");
      return me;
    }),
    listMembers: api.listMembers.handler(async ({ context: { db, session }, input }) => {
      const after = input.after ? decodePlace(input.after, z.object({ name: z.string(), id: z.uuid() })) : null;
      const rows = await listMembers(db, session.workspace, { after, limit: input.limit + 1 });
      return pageFrom(rows, input.limit, (last) => ({ name: last.name, id: last.id }));
    }),
    addMember: api.addMember.handler(({ context, input }) => saveMember(context, input)),
    giveSignIn: api.giveSignIn.handler(({ context, input }) => giveSignIn(context, input)),
    deactivateMember: api.deactivateMember.handler(({ context, input }) => deactivateMember(context, handOver, input)),
    activateMember: api.activateMember.handler(({ context, input }) => activateMember(context, handOver, input)),
    makeSignInLink: api.makeSignInLink.handler(({ context, input }) => makeSignInLink(context, input)),
    lookAtLink: everybody.lookAtLink.handler(({ context, input }) => lookAtLink(context, input.secret)),
    useLink: everybody.useLink.handler(({ context, input }) => acceptSignInLink(context, input)),
    updateWorkspace: api.updateWorkspace.handler(async ({ context, input }) =>
      toWorkspace(await changeSettings(context, input)),
    ),
    listApiKeys: api.listApiKeys.handler(({ context }) => listMyKeys(context)),
    createApiKey: api.createApiKey.handler(({ context, input }) => makeKey(context, input)),
    revokeApiKey: api.revokeApiKey.handler(({ context, input }) => revokeMyKey(context, input)),
    listAudit: api.listAudit.handler(async ({ context: { db, session }, input }) => {
      if (!mayReadAudit(session)) throw new Refusal("NOT_ALLOWED");
      const after = input.after ? decodePlace(input.after, z.object({ id: z.number() })).id : null;
      const rows = await listAuditEntries(db, session.workspace, { after, limit: input.limit + 1 });
      const page = pageFrom(rows, input.limit, (last) => ({ id: last.id }));
      return { rows: page.rows.map(({ id: _, at, ...row }) => ({ ...row, at: at.toISOString() })), next: page.next };
    }),
  });
}
