import type { ComebackRecord } from "../comeback-record/contract.ts";

/** A record with figures; the other kinds are states of the screen. */
export type RecordShape = Extract<ComebackRecord, { kind: "record" }>;
