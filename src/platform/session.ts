declare const minted: unique symbol;
/** The workspace of a request. Only the session gate mints one, from a cookie or an API key it has checked. */
export type WorkspaceId = string & { readonly [minted]: true };

/** Who is asking. Facts only; what they may do is decided by each feature's access rules. */
export type Session = {
  workspace: WorkspaceId;
  memberId: string;
  memberName: string;
  role: "rep" | "manager" | "marketing" | "admin";
  isOwner: boolean;
  timeZone: string;
  currency: string;
};
