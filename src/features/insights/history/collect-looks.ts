import { type Stretch, stateAt, upSince } from "../../../platform/replay.ts";
import type { DealRecord } from "../../deals/rules.ts";
import {
  amountAt,
  downSign,
  everUp,
  type History,
  type HistoryDeal,
  type HistoryStage,
  hasBeenUp,
  type Looks,
  looksDuring,
  noStage,
  type Sign,
  type Stay,
  staysOf,
  unknownSign,
  upSign,
  wasUpBefore,
  weekOf,
} from "./rules.ts";

/** The stretches of each sign on one deal, in the order of the history's signs. */
export type SignStretches = readonly (readonly Stretch[])[];

type Told = { record: DealRecord; stretches: SignStretches };

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

  const addLook = (at: number, week: number, stay: Stay, before: Stay | undefined, deal: Told) => {
    if (looks.count === looks.at.length) looks = grown(looks, signs.length);
    const row = looks.count++;
    looks.deal[row] = deals.length;
    looks.at[row] = at;
    looks.stage[row] = stay.stageId === null ? noStage : (stagePlaces.get(stay.stageId) ?? noStage);
    looks.week[row] = week;
    looks.amountCents[row] = amountAt(deal.record, at)?.amountCents ?? -1;
    for (const [place, stretches] of deal.stretches.entries()) {
      const justLeft = week === 0 && before && upSince(stretches, before.from, before.until - 1) ? wasUpBefore : 0;
      looks.signs[row * signs.length + place] = stateOf(stretches, stay.from, at) | justLeft;
    }
  };

  return {
    /**
     * The deal's looks end with its close; those of an open deal with one at `until`, as it stands now. Of a closed deal
     * without its day nobody can say when it was open.
     */
    add: (deal: HistoryDeal, record: DealRecord, stretches: SignStretches, until: number) => {
      const isDated = deal.status === "open" || deal.closedAt !== null;
      const stays = isDated ? staysOf(record, openStages, deal.closedAt ?? until + 1) : [];
      for (const [place, stay] of stays.entries()) {
        const instants = looksDuring(stay);
        if (deal.status === "open" && place === stays.length - 1 && instants.at(-1) !== until) instants.push(until);
        for (const [look, at] of instants.entries())
          addLook(at, Math.min(look, weekOf(at, stay)), stay, stays[place - 1], { record, stretches });
      }
      deals.push(deal);
    },
    finish: (): History => ({ deals, stages, signs, looks: cut(looks, looks.count, signs.length) }),
  };
}

function stateOf(stretches: readonly Stretch[], from: number, at: number): number {
  let state: number = states[stateAt(stretches, at)];
  if (upSince(stretches, from, at)) state |= hasBeenUp;
  if (upSince(stretches, Number.NEGATIVE_INFINITY, at)) state |= everUp;
  return state;
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
