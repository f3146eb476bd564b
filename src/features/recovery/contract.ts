import { comebackRecordContract } from "./comeback-record/contract.ts";

/** What follows a loss. */
export const recoveryContract = { ...comebackRecordContract };
