import type { DealRecord } from "../../deals/rules.ts";
import {
  amountAt,
  downSign,
  type History,
  type HistoryDeal,
  type HistoryStage,
  hasBeenUp,
  type Looks,
  looksDuring,
  noStage,
  type Sign,
  type SignStretch,
  type Stay,
  staysOf,
  unknownSign,
  upSign,
} from "./rules.ts";

/** The stretches of each sign on one deal, in the order of the history's signs. */
export type SignStretches = readonly (readonly SignStretch[])[];

const states = { unknown: unknownSign, down: downSign, up: upSign } as const;

/**
 * Gathers a team's history deal by deal, into columns that grow as needed: a hundred thousand deals with twenty signs
 * take some fifty megabytes.
 */
export function collectLooks(signs: Sign[], stages: HistoryStage[]) {
  const deals: HistoryDeal[] = [];
  const stagePlaces = new Map(stages.map(({ id }, place) => [id, place]));
  const openStages = new Set(stagePlaces.keys());
  let looks = emptyLooks(1024, signs.length);

  const addStay = (stay: Stay, record: DealRecord, stretches: SignStretches) => {
    for (const [week, at] of looksDuring(stay).entries()) {
      if (looks.count === looks.at.length) looks = grown(looks, signs.length);
      const row = looks.count++;
      looks.deal[row] = deals.length;
      looks.at[row] = at;
      looks.stage[row] = stay.stageId === null ? noStage : (stagePlaces.get(stay.stageId) ?? noStage);
      looks.week[row] = week;
      looks.amountCents[row] = amountAt(record, at)?.amountCents ?? -1;
      for (const [place, ofSign] of stretches.entries())
        looks.signs[row * signs.length + place] = stateOf(ofSign, stay.from, at);
    }
  };

  return {
    /** The deal's looks end with its close, or with `until` while it is open. */
    add: (deal: HistoryDeal, record: DealRecord, stretches: SignStretches, until: number) => {
      for (const stay of staysOf(record, openStages, deal.closedAt ?? until)) addStay(stay, record, stretches);
      deals.push(deal);
    },
    finish: (): History => ({ deals, stages, signs, looks: cut(looks, looks.count, signs.length) }),
  };
}

function stateOf(stretches: readonly SignStretch[], from: number, at: number): number {
  let state: number = unknownSign;
  let been = false;
  for (const [place, stretch] of stretches.entries()) {
    if (stretch.from > at) break;
    state = states[stretch.kind];
    const next = stretches[place + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (stretch.kind === "up" && next > from) been = true;
  }
  return been ? state | hasBeenUp : state;
}

function emptyLooks(room: number, signs: number): Looks {
  return {
    count: 0,
    deal: new Uint32Array(room),
    at: new Float64Array(room),
    stage: new Uint16Array(room),
    week: new Uint16Array(room),
    amountCents: new Float64Array(room),
    signs: new Uint8Array(room * signs),
  };
}

function grown(looks: Looks, signs: number): Looks {
  const room = emptyLooks(looks.at.length * 2, signs);
  for (const column of ["deal", "at", "stage", "week", "amountCents", "signs"] as const)
    room[column].set(looks[column]);
  return { ...room, count: looks.count };
}

function cut(looks: Looks, count: number, signs: number): Looks {
  return {
    count,
    deal: looks.deal.subarray(0, count),
    at: looks.at.subarray(0, count),
    stage: looks.stage.subarray(0, count),
    week: looks.week.subarray(0, count),
    amountCents: looks.amountCents.subarray(0, count),
    signs: looks.signs.subarray(0, count * signs),
  };
}
