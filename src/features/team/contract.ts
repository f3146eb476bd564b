import { oc } from "@orpc/contract";
import { z } from "zod";

/** Every id is made by whoever writes first, so that a write can be repeated safely. */
export const id = z.uuid();
export const day = z.iso.date();
export const instant = z.iso.datetime({ offset: true });

/** What a person tells lies in living memory or in a plan; a year beyond that is a slip of the finger. */
const isThinkable = (text: string) => text >= "1900" && text < "2300";
const unthinkable = "This day is too far away. Check its year.";
export const dayTold = day.refine(isThinkable, unthinkable);
export const instantTold = instant.refine(isThinkable, unthinkable);

export const role = z.enum(["rep", "manager", "marketing", "admin"]);
export type Role = z.infer<typeof role>;

/** A page of a list: give `after` from the page before; `next` is null on the last page. */
export const pageOf = z.strictObject({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What every route of a signed-in person may answer instead of its result. */
export const signedIn = oc.errors({
  NOT_SIGNED_IN: { status: 401, message: "Sign in to go on." },
  NOT_ALLOWED: { status: 403, message: "Your role does not include this." },
  NOT_FOUND: { status: 404, message: "This is not here, or not yours to see." },
  CHANGED_MEANWHILE: {
    status: 409,
    message: "Somebody changed this since you opened it. Look at it again, then repeat.",
  },
});

export const memberShape = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role,
  isOwner: z.boolean(),
  managerId: id.nullable(),
  hasSignIn: z.boolean(),
  deactivatedAt: instant.nullable(),
});
export type MemberShape = z.infer<typeof memberShape>;

/** What a debrief shows to colleagues who neither wrote it, nor sold the deal, nor lead whoever did. */
export const debriefsShare = z.enum(["everything", "reasons", "nothing"]);
export type DebriefsShare = z.infer<typeof debriefsShare>;

export const workspaceShape = z.object({
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  defaultTermMonths: z.number().int(),
  debriefsShare,
  isDemo: z.boolean(),
});

export const meShape = z.object({ member: memberShape, workspace: workspaceShape });
export type Me = z.infer<typeof meShape>;

export const password = z.string().min(10, "Use at least 10 characters.").max(128);
const personName = z.string().trim().min(1).max(200);
const email = z.email().max(320);
export const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, "This time zone is not known. An example of one: Europe/Berlin.");
const currency = z.string().regex(/^[A-Z]{3}$/, "Use a three-letter code such as EUR.");

export const ownerInput = z.strictObject({
  name: personName,
  email,
  password,
  workspaceName: z.string().trim().min(1).max(200),
  timeZone,
  currency,
});
export type OwnerInput = z.infer<typeof ownerInput>;

/** What went from one person to another; given back as it is, it can be taken back. */
export const handedOver = z.object({ dealIds: z.array(id).max(20_000), taskIds: z.array(id).max(20_000) });
export type HandedOver = z.infer<typeof handedOver>;

const secret = z.string().min(1).max(100);
/** What holding a link may answer, besides letting its holder in. */
const byLink = oc.errors({
  LINK_ENDED: {
    status: 410,
    message: "This link was used, has run out, or was replaced by a newer one. Ask whoever gave it to you for another.",
  },
  TOO_MANY_TRIES: { status: 429, message: "Too many tries. Wait ten minutes, then open the link again." },
});

export const teamContract = {
  /** Public: does this installation still need its owner? */
  firstRun: oc
    .route({ method: "GET", path: "/first-run", summary: "Whether the owner's account is still to be made" })
    .output(z.object({ needsOwner: z.boolean() })),
  /** Public, once: makes the owner's account and the workspace. Signing in follows with the same e-mail and password. */
  createOwner: oc
    .route({ method: "POST", path: "/first-run", summary: "Make the owner's account and the workspace" })
    .errors({ OWNER_EXISTS: { status: 409, message: "This installation has its owner already. Sign in instead." } })
    .input(ownerInput)
    .output(z.object({ memberId: id })),
  /** Public: what a page asks when it opens. Nobody being signed in is an answer, not a refusal. */
  whoIsHere: oc
    .route({
      method: "GET",
      path: "/session",
      summary: "Who is signed in, if anybody; else whether an owner is needed",
    })
    .output(z.object({ me: meShape.nullable(), needsOwner: z.boolean() })),
  me: signedIn.route({ method: "GET", path: "/me", summary: "Who is signed in, and where" }).output(meShape),
  listMembers: signedIn
    .route({ method: "GET", path: "/members", summary: "The people of the team" })
    .input(pageOf)
    .output(z.object({ rows: z.array(memberShape), next: z.string().nullable() })),
  addMember: signedIn
    .route({ method: "PUT", path: "/members/{id}", summary: "Add a person, or change one" })
    .errors({ EMAIL_TAKEN: { status: 409, message: "Somebody in the team has this e-mail already." } })
    .input(z.strictObject({ id, name: personName, email: email.nullable(), role, managerId: id.nullable() }))
    .output(memberShape),
  giveSignIn: signedIn
    .route({ method: "POST", path: "/members/{id}/sign-in", summary: "Give a person named in an export a sign-in" })
    .errors({ EMAIL_TAKEN: { status: 409, message: "There is an account with this e-mail already." } })
    .input(z.strictObject({ id, email, password }))
    .output(memberShape),
  deactivateMember: signedIn
    .route({
      method: "POST",
      path: "/members/{id}/deactivate",
      summary: "Let a person go: their sessions and keys end; open deals and tasks stay, or go to a colleague",
    })
    .input(z.strictObject({ id, handTo: id.nullable().default(null) }))
    .output(z.object({ member: memberShape, handedOver })),
  activateMember: signedIn
    .route({ method: "POST", path: "/members/{id}/activate", summary: "Take a person back who was deactivated" })
    .input(z.strictObject({ id, takeBack: handedOver.extend({ from: id }).optional() }))
    .output(memberShape),
  makeSignInLink: signedIn
    .route({
      method: "POST",
      path: "/members/{id}/sign-in-link",
      summary: "Make the link by which a person comes in, or sets a new password; works once, for 24 hours",
    })
    .input(z.strictObject({ id }))
    .output(z.object({ secret: z.string(), expiresAt: instant })),
  /** Public: whoever holds the secret. The screen carries it after the `#`, so that no log on the way holds it. */
  lookAtLink: byLink
    .route({ method: "POST", path: "/sign-in-links/look", summary: "Whose sign-in link this is" })
    .input(z.strictObject({ secret }))
    .output(z.object({ name: z.string(), email: z.string(), workspaceName: z.string(), isFirst: z.boolean() })),
  useLink: byLink
    .errors({ EMAIL_TAKEN: { status: 409, message: "There is an account with this e-mail already." } })
    .route({ method: "POST", path: "/sign-in-links/use", summary: "Set a password by a sign-in link, which ends it" })
    .input(z.strictObject({ secret, password }))
    .output(z.object({ email: z.string() })),
  updateWorkspace: signedIn
    .route({ method: "PATCH", path: "/workspace", summary: "Change the workspace's settings" })
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(200).optional(),
        timeZone: timeZone.optional(),
        currency: currency.optional(),
        defaultTermMonths: z.number().int().min(1).max(120).optional(),
        debriefsShare: debriefsShare.optional(),
      }),
    )
    .output(workspaceShape),
  listApiKeys: signedIn.route({ method: "GET", path: "/api-keys", summary: "My API keys" }).output(
    z.object({
      rows: z.array(
        z.object({
          id,
          name: z.string(),
          createdAt: instant,
          lastUsedAt: instant.nullable(),
          revokedAt: instant.nullable(),
        }),
      ),
    }),
  ),
  createApiKey: signedIn
    .route({ method: "PUT", path: "/api-keys/{id}", summary: "Make an API key; its secret is shown this once" })
    .errors({ KEY_EXISTS: { status: 409, message: "This key was made already; its secret is shown only once." } })
    .input(z.strictObject({ id, name: z.string().trim().min(1).max(100) }))
    .output(z.object({ id, secret: z.string() })),
  revokeApiKey: signedIn
    .route({ method: "DELETE", path: "/api-keys/{id}", summary: "Revoke an API key" })
    .input(z.strictObject({ id }))
    .output(z.object({ id })),
  listAudit: signedIn
    .route({ method: "GET", path: "/audit", summary: "Who did what, newest first" })
    .input(pageOf)
    .output(
      z.object({
        rows: z.array(
          z.object({
            at: instant,
            memberName: z.string().nullable(),
            action: z.string(),
            subjectKind: z.string(),
            subjectId: id.nullable(),
            /** What was changed, by its name; null where the action says it all. */
            subjectName: z.string().nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
    ),
};
