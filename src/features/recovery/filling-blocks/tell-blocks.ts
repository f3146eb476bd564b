import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { Session } from "../../../platform/session.ts";
import type { BlockPage, BlockShape } from "./contract.ts";
import { type CountedEffort, countedEfforts, countsOf } from "./counting/rules.ts";
import { listDealActivities } from "./counting/store.ts";
import { stateOf, timeOf } from "./rules.ts";
import { listEfforts, type StoredBlock } from "./store.ts";

type Whose = Pick<Session, "workspace" | "memberId">;

/** Blocks of one person with what was done in each, counted from what they logged there and on their deals. */
export async function tellBlocks(
  db: Db,
  { workspace, memberId }: Whose,
  now: Instant,
  blocks: readonly StoredBlock[],
): Promise<{ block: BlockShape; efforts: CountedEffort[] }[]> {
  const efforts = await listEfforts(
    db,
    workspace,
    blocks.map(({ id }) => id),
  );
  const times = blocks.map((block) => timeOf(block, now));
  const from = Math.min(...times.flatMap((time) => time?.from ?? []));
  const until = Math.max(...times.flatMap((time) => time?.until ?? []));
  const activities = from <= until ? await listDealActivities(db, workspace, memberId, { from, until }) : [];
  return blocks.map((block, place) => {
    const time = times[place];
    const inside = activities.filter(({ happenedAt }) => time && time.from <= happenedAt && happenedAt <= time.until);
    const counted = countedEfforts(efforts.get(block.id) ?? [], inside);
    return { block: { ...blockOf(block, now), counts: countsOf(counted) }, efforts: counted };
  });
}

export async function tellBlock(db: Db, whose: Whose, now: Instant, block: StoredBlock): Promise<BlockPage> {
  const [told] = await tellBlocks(db, whose, now, [block]);
  const efforts = told?.efforts ?? [];
  return {
    ...blockOf(block, now),
    counts: countsOf(efforts),
    efforts: efforts.map(({ madeAt, ...effort }) => ({ ...effort, madeAt: new Date(madeAt).toISOString() })),
    asOf: new Date(now).toISOString(),
  };
}

function blockOf(block: StoredBlock, now: Instant): Omit<BlockShape, "counts"> {
  const { startsAt, endsAt, beganAt, finishedAt, droppedAt } = block;
  const told = (at: Instant | null) => (at === null ? null : new Date(at).toISOString());
  return {
    id: block.id,
    dealId: block.dealId,
    dealName: block.dealName,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    aims: block.aims,
    state: stateOf(block, now),
    beganAt: told(beganAt),
    finishedAt: told(finishedAt),
    droppedAt: told(droppedAt),
    note: block.note,
    edition: block.edition,
  };
}
