import {
  type AttributeColumn,
  downSign,
  type History,
  hasBeenUp,
  nowMask,
  upSign,
  wasUpBefore,
} from "../history/rules.ts";

/** The closed deals on which a candidate could be seen, and whether it was: one row a deal, or one a deal and week. */
export type Observations = {
  count: number;
  deal: Uint32Array;
  stratum: Uint32Array;
  shown: Uint8Array;
};

export type Candidate = {
  key: string;
  kind: "flag" | "step" | "attribute";
  name: string;
  value: string | null;
  /** At which moment of the stage a sign was looked at; null for an attribute. */
  when: "entering" | "during" | "leaving" | null;
  flagId: string | null;
  stepId: string | null;
  /** Weeks of one deal stand in several rows. */
  repeated: boolean;
  observe: () => Observations;
};

/** Beyond this many values a column names things rather than describes them. */
const mostValues = 400;
/** So few deals share a value that there is no point in listing how many more it would take. */
const fewestListed = 10;
/** So many different numbers are a measure, which is cut into quarters. */
const mostSingleNumbers = 12;
const fewestNumbers = 0.9;

/** Bands of amounts within which deals are alike in size; the last one holds deals whose amount nobody knows. */
const mostBands = 10;
const dealsABand = 150;
const bandOfUnknown = 15;
const bandRoom = 16;
const weekRoom = 128;

/**
 * Everything that is held against the outcome: each flag and step by each stage, and each value of each column.
 *
 * Deals are compared only with deals that came as far, so that one that was lost early is no argument for either side. A
 * standing sign is taken as it was when its stage was entered. A passing one (gone quiet, stuck) is looked at twice: week
 * by week while the deal is in the stage, against deals in the same week of it that have not shown it since they
 * entered; and when the stage was left for another, whether it was ever up in it. A stay that is too long has no like in
 * its own weeks, so it is judged when it is over only.
 */
export function* listCandidates(
  history: History,
  columns: readonly AttributeColumn[],
  { amountIsKnown, copies = new Set() }: { amountIsKnown: boolean; copies?: ReadonlySet<number> },
): Generator<Candidate> {
  const strata = strataOf(history, amountIsKnown);
  for (const [place, stage] of history.stages.entries()) {
    const rows = rowsInStage(history, place);
    const left = rowsLeaving(history, place);
    for (const [sign, about] of history.signs.entries()) {
      const { key, kind, id, name, standing, lasting, judgedAt } = about;
      if (judgedAt !== null && !judgedAt.includes(stage.id)) continue;
      const of = {
        kind,
        name,
        value: stage.name,
        flagId: kind === "flag" ? id : null,
        stepId: kind === "step" ? id : null,
      };
      if (standing) {
        const observe = () => observeSign(history, rows, sign, enteringOnly, strata);
        yield { ...of, key: `${key}@${stage.id}`, when: "entering", repeated: false, observe };
        continue;
      }
      if (!lasting) {
        const observe = () => observeSign(history, rows, sign, weekByWeek, strata);
        yield { ...of, key: `${key}@${stage.id}`, when: "during", repeated: true, observe };
      }
      const observe = () => observeSign(history, left, sign, onLeaving, strata);
      yield { ...of, key: `${key}@after:${stage.id}`, when: "leaving", repeated: false, observe };
    }
  }
  for (const { values, ...column } of columns) {
    const once = values.map((value, deal) => (copies.has(deal) ? null : value));
    yield* candidatesOf(history, { ...column, values: once }, strata);
  }
}

/** How a look is read: whether the sign was shown, and where the state stands that says it was readable at all. */
type Reading = { counts: (week: number) => boolean; shownBit: number; stateRowsBack: number };
const enteringOnly: Reading = { counts: (week) => week === 0, shownBit: upSign, stateRowsBack: 0 };
const weekByWeek: Reading = { counts: (week) => week > 0, shownBit: hasBeenUp, stateRowsBack: 0 };
const onLeaving: Reading = { counts: (week) => week === 0, shownBit: wasUpBefore, stateRowsBack: 1 };

type Strata = (deal: number, amountCents: number, week: number) => number;

/** Deals of one pipeline, about one size and as long in their stage stand in one stratum. */
function strataOf({ deals }: History, amountIsKnown: boolean): Strata {
  const amounts = deals.flatMap(({ status, amountCents }) =>
    status === "open" || amountCents === null ? [] : [amountCents],
  );
  amounts.sort((one, other) => one - other);
  const bands = Math.min(mostBands, Math.floor(amounts.length / dealsABand));
  const edges = Array.from({ length: Math.max(0, bands - 1) }, (_, place) =>
    Number(amounts[Math.floor(((place + 1) * amounts.length) / bands)]),
  );
  const pipelines = new Map<string, number>();
  for (const { pipelineId } of deals) if (!pipelines.has(pipelineId)) pipelines.set(pipelineId, pipelines.size);
  const pipelineOf = Uint32Array.from(deals, ({ pipelineId }) => pipelines.get(pipelineId) ?? 0);
  const bandOf = (amount: number) => {
    if (!amountIsKnown) return 0;
    if (amount < 0) return bandOfUnknown;
    let band = 0;
    for (const edge of edges) if (amount >= edge) band += 1;
    return band;
  };
  return (deal, amount, week) => {
    const known = amount >= 0 ? amount : (deals[deal]?.amountCents ?? -1);
    return ((pipelineOf[deal] ?? 0) * bandRoom + bandOf(known)) * weekRoom + week;
  };
}

/** The looks at closed deals in one stage, first entries only once: a deal that came back is judged by its first stay. */
function rowsInStage({ deals, looks }: History, stage: number): Uint32Array {
  const rows = new Uint32Array(looks.count);
  const seen = new Map<number, boolean>();
  let count = 0;
  let left = -1;
  for (let row = 0; row < looks.count; row++) {
    const deal = Number(looks.deal[row]);
    if (looks.stage[row] !== stage) {
      if (seen.has(deal)) left = deal;
      continue;
    }
    if (left === deal || deals[deal]?.status === "open") continue;
    if (looks.week[row] === 0 && seen.has(deal)) {
      left = deal;
      continue;
    }
    seen.set(deal, true);
    rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** The entries into whatever stage followed this one; each deal's first. */
function rowsLeaving({ deals, looks }: History, stage: number): Uint32Array {
  const rows: number[] = [];
  let seen = -1;
  for (let row = 1; row < looks.count; row++) {
    const deal = Number(looks.deal[row]);
    if (deal === seen || looks.deal[row - 1] !== deal || looks.week[row] !== 0) continue;
    if (looks.stage[row - 1] !== stage || looks.stage[row] === stage || deals[deal]?.status === "open") continue;
    seen = deal;
    rows.push(row);
  }
  return Uint32Array.from(rows);
}

function observeSign(
  { looks, signs }: History,
  rows: Uint32Array,
  sign: number,
  { counts, shownBit, stateRowsBack }: Reading,
  strata: Strata,
): Observations {
  const seen = emptyObservations(rows.length);
  for (const row of rows) {
    const week = Number(looks.week[row]);
    if (!counts(week)) continue;
    const state = Number(looks.signs[row * signs.length + sign]);
    const shown = (state & shownBit) !== 0;
    const stood = Number(looks.signs[(row - stateRowsBack) * signs.length + sign]) & nowMask;
    if (!shown && stood !== downSign) continue;
    const deal = Number(looks.deal[row]);
    seen.deal[seen.count] = deal;
    seen.stratum[seen.count] = strata(deal, Number(looks.amountCents[row]), week);
    seen.shown[seen.count] = shown ? 1 : 0;
    seen.count += 1;
  }
  return seen;
}

function emptyObservations(room: number): Observations {
  return { count: 0, deal: new Uint32Array(room), stratum: new Uint32Array(room), shown: new Uint8Array(room) };
}

function* candidatesOf(history: History, { heading, values }: AttributeColumn, strata: Strata): Generator<Candidate> {
  const told = inBands(values);
  const deals = new Map<string, number>();
  for (const [deal, value] of told.entries())
    if (value !== null && history.deals[deal]?.status !== "open") deals.set(value, (deals.get(value) ?? 0) + 1);
  if (deals.size < 2 || deals.size > mostValues) return;
  const rarest = [...deals].toSorted(([one, few], [other, more]) => few - more || (one < other ? -1 : 1));
  // Of two values one says it all: who does not show the rarer shows the other.
  const judged = rarest.length === 2 ? rarest.slice(0, 1) : rarest;
  for (const [value, count] of judged) {
    if (count < fewestListed) continue;
    yield {
      key: `attribute:${heading}=${value}`,
      kind: "attribute",
      name: heading,
      value,
      when: null,
      flagId: null,
      stepId: null,
      repeated: false,
      observe: () => observeValue(history, told, value, strata),
    };
  }
}

function observeValue(
  { deals }: History,
  values: readonly (string | null)[],
  value: string,
  strata: Strata,
): Observations {
  const seen = emptyObservations(deals.length);
  for (const [deal, { status }] of deals.entries()) {
    const told = values[deal] ?? null;
    if (status === "open" || told === null) continue;
    seen.deal[seen.count] = deal;
    seen.stratum[seen.count] = strata(deal, -1, 0);
    seen.shown[seen.count] = told === value ? 1 : 0;
    seen.count += 1;
  }
  return seen;
}

/** A column of many different numbers in quarters of its deals; any other as it is. */
function inBands(values: readonly (string | null)[]): readonly (string | null)[] {
  const told = values.flatMap((value) => value ?? []);
  const numbers = told.flatMap((value) => {
    const number = Number(value);
    return value.trim() === "" || !Number.isFinite(number) ? [] : [number];
  });
  if (numbers.length < told.length * fewestNumbers || new Set(numbers).size <= mostSingleNumbers) return values;
  numbers.sort((one, other) => one - other);
  const edges = [1, 2, 3].map((quarter) => Number(numbers[Math.floor((quarter * numbers.length) / 4)]));
  const cuts = [...new Set(edges)];
  return values.map((value) => {
    const number = value === null || value.trim() === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) return null;
    const place = cuts.findIndex((edge) => number < edge);
    const [from, to] = [cuts[(place === -1 ? cuts.length : place) - 1], place === -1 ? undefined : cuts[place]];
    if (from === undefined) return `below ${to}`;
    return to === undefined ? `${from} or more` : `${from} to below ${to}`;
  });
}
