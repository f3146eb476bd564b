import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";

/** Answers that were given, about losses that are not left out of the analysis: `c`, of post-mortem `p` and deal `d`. */
const told = (workspace: WorkspaceId) => sql`customer_answers c
    join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
    join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    where c.workspace_id = ${workspace} and c.given_at is not null and not exists (
      select from loss_exclusions e
      where e.workspace_id = p.workspace_id and e.deal_id = p.deal_id and e.left_out_of = 'analysis')`;

/** Lost deals whose customers told us anything. */
export async function countAnswered(db: Db, workspace: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ losses: number }>`
    select count(distinct c.post_mortem_id) as losses from ${told(workspace)}`.execute(db);
  return rows[0]?.losses ?? 0;
}

const storedQuote = z.object({
  id: z.string(),
  words: z.string(),
  language: z.string().nullable(),
  givenAt: z.date(),
  /** Null where they did not agree to be named. */
  by: z
    .object({ name: z.string().nullable(), accountName: z.string().nullable(), dealId: z.string().nullable() })
    .nullable(),
});
export type StoredQuote = z.infer<typeof storedQuote>;
export type QuotePlace = { givenAt: Date; id: string };

/** Where in the list a sentence stands. */
export async function findPlace(db: Db, workspace: WorkspaceId, id: string): Promise<QuotePlace | undefined> {
  const { rows } = await sql<QuotePlace>`
    select given_at as "givenAt", id from customer_answers
    where workspace_id = ${workspace} and id = ${id} and given_at is not null`.execute(db);
  return rows[0];
}

/** Sentences that may be repeated, the newest first. A name never leaves the database without consent to it. */
export async function listQuotes(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { after, limit, unnamedToo }: { after: QuotePlace | null; limit: number; unnamedToo: boolean },
): Promise<StoredQuote[]> {
  const allowed: RawBuilder<SqlBool> = unnamedToo
    ? sql`c.quote_consent in ('named', 'unnamed')`
    : sql`c.quote_consent = 'named'`;
  const { rows } = await sql<unknown>`
    select c.id, c.quote as words, c.language, c.given_at as "givenAt",
      case when c.quote_consent = 'named' then jsonb_build_object(
        'name', coalesce(nullif(c.quote_name, ''),
          case when c.source = 'form' then (
            select i.reader_name from customer_invitations i
            where i.workspace_id = p.workspace_id and i.post_mortem_id = p.id and i.state = 'answered'
            order by i.answered_at desc limit 1) end,
          (select n.name from contacts n where n.workspace_id = p.workspace_id and n.id = p.contact_id)),
        'accountName', (select a.name from accounts a where a.workspace_id = d.workspace_id and a.id = d.account_id),
        'dealId', case when ${ownedByVisible(visible)} then d.id end
      ) end as by
    from ${told(workspace)} and c.quote <> '' and ${allowed}
      and ${after ? sql`(c.given_at, c.id) < (${after.givenAt}, ${after.id}::uuid)` : sql`true`}
    order by c.given_at desc, c.id desc
    limit ${limit}`.execute(db);
  return z.array(storedQuote).parse(rows);
}
