import { createHash } from "node:crypto";
import type { StageType } from "../../sales-process/contract.ts";
import { unreadable } from "./detect-encoding.ts";
import { guessStageType, usualStagePlace } from "./rules.ts";

/** A CRM's own id, as the key by which the row is known again. */
export const idKey = (id: string) => `id:${id}`;
export const accountNameKey = (name: string) => `name:${name.toLowerCase()}`;
/** For rows without an id: a key from what they say. */
export const contentKey = (parts: readonly (string | null)[]) =>
  `row:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}`;

/** A spreadsheet shortens long numbers to 1.23E+15; two such ids may have been different. */
export const isShortenedId = (id: string) => /^\d(?:[.,]\d+)?E\+\d+$/i.test(id);

export type NamedMember = { name: string; email: string | null; sourceKey: string | null };
export type NamedStage = {
  pipeline: string;
  name: string;
  type: StageType;
  /** Of the deals in it whose CRM says how likely they are. */
  probabilities: { sum: number; count: number };
};

const mostMembers = 5_000;
const mostStages = 1_000;

/** The people a file names, each numbered once. */
export class MemberNames {
  readonly list: NamedMember[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string | null, email: string | null): number | null {
    const key = email ?? name;
    if (key === null) return null;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.list.length >= mostMembers)
      throw unreadable(`This file names more than ${mostMembers} people. Is the right column mapped as the owner?`);
    const number = this.list.length;
    this.#numbers.set(key, number);
    this.list.push(personOf(name, email));
    return number;
  }
}

function personOf(name: string | null, email: string | null): NamedMember {
  // "Ann Lee (ann@example.com)" and a bare address in a column of names.
  const both = name === null ? null : /^(.*?)\s*[(<]?\b([^\s()<>]+@[^\s()<>]+\.\w+)[)>]?$/.exec(name);
  const address = email ?? both?.[2] ?? null;
  const bare = both ? both[1]?.trim() || nameFromAddress(both[2] ?? "") : name;
  const id = bare !== null && /^(?:005[A-Za-z0-9]{12,15}|\d{4,})$/.test(bare) ? idKey(bare) : null;
  return {
    name: (bare ?? nameFromAddress(address ?? "")).slice(0, 200),
    email: address === null ? null : address.toLowerCase(),
    sourceKey: id,
  };
}

const nameFromAddress = (address: string) =>
  (address.split("@")[0] ?? address)
    .split(/[._-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

/** The pipelines and stages a file names, each numbered once; the team's own say what theirs mean. */
export class StageNames {
  readonly list: NamedStage[] = [];
  /** Whether some deal names neither a stage nor a pipeline. */
  someNameNone = false;
  readonly #numbers = new Map<string, number>();
  readonly #known: ReadonlyMap<string, StageType>;
  readonly #usualPipeline: string;

  constructor(known: ReadonlyMap<string, StageType>, usualPipeline: string) {
    this.#known = known;
    this.#usualPipeline = usualPipeline;
  }

  numberOf(pipeline: string | null, stage: string): number {
    const home = pipeline ?? this.#usualPipeline;
    const key = stageKey(home, stage);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.list.length >= mostStages)
      throw unreadable(`This file names more than ${mostStages} stages. Is the right column mapped as the stage?`);
    const number = this.list.length;
    this.#numbers.set(key, number);
    this.list.push({
      pipeline: home,
      name: stage,
      type: this.#known.get(key) ?? guessStageType(stage),
      probabilities: { sum: 0, count: 0 },
    });
    return number;
  }

  typeOf(number: number): StageType {
    return this.list[number]?.type ?? "open";
  }

  /** A stage whose name sounds closed but that holds open deals is open, unless the team has said otherwise. */
  holdsOpenDeals(number: number): boolean {
    const stage = this.list[number];
    if (!stage || this.#known.has(stageKey(stage.pipeline, stage.name))) return false;
    stage.type = "open";
    return true;
  }

  sawProbability(number: number, probability: number): void {
    const stage = this.list[number];
    if (!stage) return;
    stage.probabilities.sum += probability;
    stage.probabilities.count += 1;
  }

  /** Each pipeline with its stages in the order deals usually pass them. */
  pipelines(): { pipeline: string; stages: { name: string; type: StageType; position: number }[] }[] {
    const homes = [...new Map(this.list.map((stage) => [stage.pipeline.toLowerCase(), stage.pipeline])).entries()];
    return homes.map(([home, pipeline]) => ({
      pipeline,
      stages: this.list
        .filter((stage) => stage.pipeline.toLowerCase() === home)
        .sort((a, b) => placeOf(a) - placeOf(b))
        .map(({ name, type }, position) => ({ name, type, position })),
    }));
  }
}

export const stageKey = (pipeline: string, stage: string) => `${pipeline.toLowerCase()}\0${stage.toLowerCase()}`;

function placeOf({ name, type, probabilities: { sum, count } }: NamedStage): number {
  if (type !== "open") return type === "won" ? 200 : 201;
  if (count === 0) return Math.min(usualStagePlace(name), 199);
  const mean = sum / count;
  return mean <= 1 ? mean * 100 : mean;
}

/** Finds keys that may have been met before, in a few bytes each; a real repeat is never missed. */
export class MaybeRepeats {
  #slots = new Float64Array(1 << 16);
  #count = 0;
  /** Whether any key may have come twice. */
  found = false;

  add(key: string): void {
    if (this.found) return;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    if (!this.#put(this.#slots, hash53(key))) this.found = true;
    this.#count += 1;
  }

  #put(slots: Float64Array, value: number): boolean {
    let at = value % slots.length;
    for (let held = slots[at]; held !== 0; held = slots[at]) {
      if (held === value) return false;
      at = (at + 1) % slots.length;
    }
    slots[at] = value;
    return true;
  }

  #grow(): void {
    const bigger = new Float64Array(this.#slots.length * 4);
    for (const value of this.#slots) if (value !== 0) this.#put(bigger, value);
    this.#slots = bigger;
  }
}

/** 53 bits from two 32-bit FNV-1a runs; never 0. */
function hash53(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9dc5811c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + at), 0x85ebca6b);
  }
  return ((a >>> 0) & 0x1fffff) * 0x100000000 + (b >>> 0) + 1;
}
