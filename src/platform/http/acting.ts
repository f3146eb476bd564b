import { ORPCError, os } from "@orpc/server";
import type { Logger } from "pino";
import type { Database } from "../database/database.ts";
import { isDatabaseAway } from "../database/database-away.ts";
import { isNotStorable } from "../database/not-storable.ts";
import { didRequestsCross } from "../database/requests-crossed.ts";
import type { Instant } from "../dates.ts";
import { Refusal } from "../refusal.ts";
import type { InstallationKeys } from "../sealing/installation-keys.ts";
import type { Session } from "../session.ts";
import { holdsUnreadableText } from "./readable-text.ts";

/** What a use case is given: the database, who is asking, and the instant of the request. */
export type Acting = { db: Database; session: Session; now: Instant };

/** For a use case that keeps what is one person's alone. */
export type ActingSealed = Acting & { secrets: InstallationKeys };

/** A request before the gate: perhaps nobody is signed in. */
export type RequestContext = {
  db: Database;
  session: Session | null;
  now: Instant;
  secrets: InstallationKeys;
  /** From where it was asked, where it came over a line: tries at a secret are counted by it. */
  address?: string;
  log?: Logger;
};

export const awayMessage = "The database cannot be reached right now. Nothing was changed; try again in a moment.";

const unreadableMessage =
  "Some of this text holds a character that cannot be kept (a zero byte, or half of a character). Remove it and send it again.";
export const notStorableMessage = "A number, day or character in this is beyond what can be kept. Nothing was changed.";

export const crossedMessage = "Somebody changed the same thing in this moment. Look at it again, then repeat.";

const base = os.$context<RequestContext>();

const badRequest = (message: string, cause?: unknown) => new ORPCError("BAD_REQUEST", { status: 400, message, cause });

/** Turns a refusal thrown by a use case into the error its contract declares; passes everything else untouched. */
export const refusals = base.middleware(async ({ next, procedure, path, context }, input) => {
  if (holdsUnreadableText(input)) throw badRequest(unreadableMessage);
  try {
    return await next();
  } catch (error) {
    if (isDatabaseAway(error))
      throw new ORPCError("SERVICE_UNAVAILABLE", { status: 503, message: awayMessage, cause: error });
    if (isNotStorable(error)) {
      context.log?.warn(
        { err: error, route: path.join(".") },
        "a request came past the edge and was refused by the database",
      );
      throw badRequest(notStorableMessage, error);
    }
    if (didRequestsCross(error)) {
      context.log?.warn({ err: error, route: path.join(".") }, "two requests at once got in each other's way");
      throw new ORPCError("CHANGED_MEANWHILE", { status: 409, message: crossedMessage, cause: error });
    }
    if (error instanceof Refusal) {
      const declared = procedure["~orpc"].errorMap[error.code];
      if (declared) {
        throw new ORPCError(error.code, {
          status: declared.status ?? 400,
          message: error.message || declared.message || error.code,
          data: error.data,
        });
      }
    }
    if (!(error instanceof ORPCError))
      context.log?.error({ err: error, route: path.join(".") }, "a request failed unexpectedly");
    throw error;
  }
});

/** Lets only signed-in people pass; the handlers behind it have `context.session`. */
export const requireSession = base.middleware(({ context, next }) => {
  if (!context.session) throw new Refusal("NOT_SIGNED_IN");
  return next({ context: { session: context.session } });
});
