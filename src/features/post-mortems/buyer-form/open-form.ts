import { dayOf } from "../../../platform/dates.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { listReasonsOf } from "../../reasons/store.ts";
import { findWorkspace } from "../../team/store.ts";
import { findPostMortem } from "../conversations/store.ts";
import { noCustomerAnswers } from "../customer-answers/rules.ts";
import { findAnswers } from "../customer-answers/store.ts";
import { formLanguage } from "../invitations/contract.ts";
import { hashAddress } from "../invitations/hash-address.ts";
import { findInvitation, isOptedOut, updateToOpened } from "../invitations/store.ts";
import { listPriorities } from "../priorities/store.ts";
import type { FormShape } from "./contract.ts";
import { prioritiesOffered, reasonsOffered } from "./rules.ts";
import type { Answering } from "./use-form-link.ts";

/** What somebody needs to answer, and what they answered so far. Nothing else of the loss is told. */
export async function openForm({ db, now, link }: Answering): Promise<FormShape> {
  const { workspace, invitationId } = link;
  const invitation = await findInvitation(db, workspace, invitationId);
  const postMortem = invitation && (await findPostMortem(db, workspace, invitation.postMortemId));
  if (!postMortem) throw new Refusal("LINK_ENDED");
  const { name: companyName, time_zone: timeZone } = await findWorkspace(db, workspace);
  const stored = await findAnswers(db, workspace, postMortem.id, "form");
  await updateToOpened(db, workspace, invitationId, new Date(now));
  return {
    companyName,
    askerName: invitation.madeByName,
    decidedIn: dayOf(postMortem.closedAt.getTime(), timeZone).slice(0, 7),
    closesOn: dayOf(invitation.expiresAt.getTime(), timeZone),
    language: formLanguage.safeParse(stored?.language).data ?? invitation.language,
    priorities: prioritiesOffered(await listPriorities(db, workspace)),
    reasons: reasonsOffered(await listReasonsOf(db, workspace)),
    version: stored?.version ?? 0,
    answers: stored?.answers ?? noCustomerAnswers,
    givenAt: stored?.givenAt?.toISOString() ?? null,
    optedOut:
      invitation.state === "opted-out" ||
      (invitation.email !== "" &&
        (await isOptedOut(db, workspace, await hashAddress(db, workspace, invitation.email)))),
  };
}
