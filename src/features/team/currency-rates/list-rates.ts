import { z } from "zod";
import type { Acting } from "../../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../../platform/http/paging.ts";
import type { RateShape } from "./contract.ts";
import { listRates as listStored } from "./store.ts";

const place = z.strictObject({ currency: z.string().max(3), fromOn: z.iso.date() });

export async function listRates(
  { db, session }: Acting,
  { currency, after, limit }: { currency?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ into: string; rows: RateShape[]; next: string | null }> {
  const into = session.currency;
  const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
  const found = await listStored(db, session.workspace, { into, currency }, page);
  return { into, ...pageFrom(found, limit, (last) => ({ currency: last.currency, fromOn: last.fromOn })) };
}
