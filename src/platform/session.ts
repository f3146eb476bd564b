import { z } from "zod";

declare const minted: unique symbol;
/** The workspace of a request. Only the session gate mints one, from a cookie or an API key it has checked. */
export type WorkspaceId = string & { readonly [minted]: true };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isWorkspaceId = (text: string): text is WorkspaceId => uuid.test(text);

/** For the session gate, and for the moment a workspace is made. Nothing a client sent may ever be passed here. */
export function mintWorkspaceId(fromDatabase: string): WorkspaceId {
  if (!isWorkspaceId(fromDatabase)) throw new Error("A workspace id is a lower-case UUID.");
  return fromDatabase;
}

const jobPayload = z.object({ workspace: z.string() });

/** The workspace a job was enqueued for; jobs are only ever written by our own transactions. */
export function workspaceOfJob(payload: unknown): WorkspaceId {
  return mintWorkspaceId(jobPayload.parse(payload).workspace);
}

/** Who is asking. Facts only; what they may do is decided by each feature's access rules. */
export type Session = {
  workspace: WorkspaceId;
  memberId: string;
  memberName: string;
  role: "rep" | "manager" | "marketing" | "admin";
  isOwner: boolean;
  timeZone: string;
  currency: string;
  /**
   * A person at a browser, by their own cookie. Whatever acts in somebody's name (an API key, the command line, a job) is
   * not, and never opens what is that person's alone.
   */
  inPerson?: true;
};
