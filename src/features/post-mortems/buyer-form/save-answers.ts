import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { findFormLink } from "../../../platform/sign-in/form-links/store.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { callAfterForm } from "../conversations/call-after-form.ts";
import { lockPostMortem, updateToHeard } from "../conversations/store.ts";
import type { CustomerAnswers } from "../customer-answers/contract.ts";
import { noCustomerAnswers, saysAnything, settledAnswers } from "../customer-answers/rules.ts";
import { findAnswers, insertAnswers, updateAnswers, updateToGiven } from "../customer-answers/store.ts";
import type { FormLanguage } from "../invitations/contract.ts";
import { findInvitation, updateToOver } from "../invitations/store.ts";
import { listPriorities } from "../priorities/store.ts";
import { prioritiesOffered, reasonsOffered, withoutUnknown } from "./rules.ts";
import { tellAsker } from "./tell-asker.ts";
import type { Answering } from "./use-form-link.ts";

type Written = { language: FormLanguage; version: number; answers: CustomerAnswers };

/** Keeps answers as somebody goes. Two windows never overwrite each other: the second one is shown what the first wrote. */
export async function saveAnswers({ db, now, link }: Answering, written: Written): Promise<{ version: number }> {
  return db.transaction().execute(async (tx) => {
    const { version } = await keep(tx, link, written, now);
    return { version };
  });
}

/** Sends them: from now on they are told, the customer was heard, and a chance they see becomes a call. */
export async function giveAnswers(
  { db, now, link }: Answering,
  written: Written,
): Promise<{ version: number; givenAt: string }> {
  const { workspace, invitationId } = link;
  return db.transaction().execute(async (tx) => {
    const { id, version, answers, givenAt, postMortem, invitation } = await keep(tx, link, written, now);
    if (!saysAnything(answers)) throw new Refusal("NOTHING_SAID");
    const at = new Date(now);
    await updateToGiven(tx, workspace, id, at);
    await updateToOver(tx, workspace, [invitationId], "answered", at);
    if (!givenAt) {
      await updateToHeard(tx, workspace, postMortem.id, at);
      await tellAsker(tx, workspace, invitation, now);
    }
    if (answers.winAgain === "yes" || answers.winAgain === "maybe")
      await callAfterForm(tx, workspace, { dealId: postMortem.dealId, givenAt }, now);
    return { version, givenAt: (givenAt ?? at).toISOString() };
  });
}

async function keep(
  tx: Tx,
  { workspace, invitationId, secretHash }: Answering["link"],
  { language, version, answers: sent }: Written,
  now: Instant,
) {
  const invitation = await findInvitation(tx, workspace, invitationId);
  const postMortem = invitation && (await lockPostMortem(tx, workspace, invitation.postMortemId));
  // Somebody else may have been invited since the link let them in: what they write now would be read by that one.
  if (!postMortem || !(await findFormLink(tx, secretHash, new Date(now)))) throw new Refusal("LINK_ENDED");
  const stored = await findAnswers(tx, workspace, postMortem.id, "form");
  const before = stored ?? { version: 0, answers: noCustomerAnswers };
  const answers = withoutUnknown(settledAnswers(sent), await knownTo(tx, workspace, before.answers));
  // The answer to this very save was lost on its way, and the save repeated.
  if (stored && stored.version === version + 1 && isDeepStrictEqual(stored.answers, answers))
    return { id: stored.id, version: stored.version, answers, givenAt: stored.givenAt, postMortem, invitation };
  if (version !== before.version)
    throw new Refusal("OTHER_WINDOW", { data: { version: before.version, answers: before.answers } });
  const written = { answers, language, changedBy: null, changedAt: new Date(now) };
  const id = stored?.id ?? randomUUID();
  const isKept = stored
    ? await updateAnswers(tx, workspace, { id, version, ...written })
    : await insertAnswers(tx, workspace, { id, postMortemId: postMortem.id, source: "form", ...written });
  // Whoever saves holds the post-mortem, so nobody came between.
  if (!isKept) throw new Error("Answers that nobody else could change were changed.");
  return { id, version: version + 1, answers, givenAt: stored?.givenAt ?? null, postMortem, invitation };
}

async function knownTo(tx: Tx, workspace: Answering["link"]["workspace"], before: CustomerAnswers) {
  const reasons = reasonsOffered(await listReasonsOf(tx, workspace));
  const priorities = prioritiesOffered(await listPriorities(tx, workspace));
  return {
    reasonIds: new Set([...reasons.map(({ id }) => id), ...before.reasons.map(({ reasonId }) => reasonId)]),
    priorityNames: new Map([
      ...before.priorities.flatMap(({ priorityId, name }) =>
        priorityId === null ? [] : [[priorityId, name] as const],
      ),
      ...priorities.map(({ id, name }) => [id, name] as const),
    ]),
  };
}
