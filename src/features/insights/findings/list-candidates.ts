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
    const rows = placed(history, rowsInStage(history, place), strata);
    const left = placed(history, rowsLeaving(history, place), strata);
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
        const observe = () => observeSign(history, rows, sign, enteringOnly);
        yield { ...of, key: `${key}@${stage.id}`, when: "entering", repeated: false, observe };
        continue;
      }
      if (!lasting) {
        const observe = () => observeSign(history, rows, sign, weekByWeek);
        yield { ...of, key: `${key}@${stage.id}`, when: "during", repeated: true, observe };
      }
      const observe = () => observeSign(history, left, sign, onLeaving);
      yield { ...of, key: `${key}@after:${stage.id}`, when: "leaving", repeated: false, observe };
    }
  }
  const closed = closedDeals(history, strata);
  const once = ({ codes }: AttributeColumn) =>
    copies.size === 0 ? codes : codes.map((code, deal) => (copies.has(deal) ? -1 : code));
  for (const column of columns) yield* candidatesOf({ ...column, codes: once(column) }, closed);
}

/** How a look is read: whether the sign was shown, and where the state stands that says it was readable at all. */
type Reading = { counts: (week: number) => boolean; shownBit: number; stateRowsBack: number };
const enteringOnly: Reading = { counts: (week) => week === 0, shownBit: upSign, stateRowsBack: 0 };
const weekByWeek: Reading = { counts: (week) => week > 0, shownBit: hasBeenUp, stateRowsBack: 0 };
const onLeaving: Reading = { counts: (week) => week === 0, shownBit: wasUpBefore, stateRowsBack: 1 };

type Strata = (deal: number, amountCents: number, week: number) => number;
/** Looks, or deals, and the stratum of each. */
type Placed = { rows: Uint32Array; strata: Uint32Array };

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

/** The strata of looks are the same for each sign. */
function placed({ looks }: History, rows: Uint32Array, strata: Strata): Placed {
  const of = (row: number) => strata(looks.deal[row] ?? 0, looks.amountCents[row] ?? -1, looks.week[row] ?? 0);
  return { rows, strata: rows.map(of) };
}

function observeSign(
  { looks, signs }: History,
  { rows, strata }: Placed,
  sign: number,
  { counts, shownBit, stateRowsBack }: Reading,
): Observations {
  const seen = emptyObservations(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    if (!counts(looks.week[row] ?? 0)) continue;
    const state = looks.signs[row * signs.length + sign] ?? 0;
    const shown = (state & shownBit) !== 0;
    const stood = (looks.signs[(row - stateRowsBack) * signs.length + sign] ?? 0) & nowMask;
    if (!shown && stood !== downSign) continue;
    seen.deal[count] = looks.deal[row] ?? 0;
    seen.stratum[count] = strata[place] ?? 0;
    seen.shown[count] = shown ? 1 : 0;
    count += 1;
  }
  return { ...seen, count };
}

function emptyObservations(room: number) {
  return { deal: new Uint32Array(room), stratum: new Uint32Array(room), shown: new Uint8Array(room) };
}

/** The closed deals, each once, with the stratum in which what is known of them from the start is judged. */
function closedDeals({ deals }: History, strata: Strata): Placed {
  const rows = Uint32Array.from(deals.keys()).filter((deal) => deals[deal]?.status !== "open");
  return { rows, strata: rows.map((deal) => strata(deal, -1, 0)) };
}

function* candidatesOf({ heading, ...column }: AttributeColumn, closed: Placed): Generator<Candidate> {
  const { levels, codes } = inBands(column);
  const counts = new Uint32Array(levels.length);
  for (const deal of closed.rows) {
    const code = codes[deal] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  }
  const told = levels.flatMap((value, code) =>
    (counts[code] ?? 0) > 0 ? { value, code, count: counts[code] ?? 0 } : [],
  );
  if (told.length < 2 || told.length > mostValues) return;
  const rarest = told.toSorted((one, other) => one.count - other.count || (one.value < other.value ? -1 : 1));
  // Of two values one says it all: who does not show the rarer shows the other.
  const judged = rarest.length === 2 ? rarest.slice(0, 1) : rarest;
  for (const { value, code, count } of judged) {
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
      observe: () => observeValue(codes, code, closed),
    };
  }
}

function observeValue(codes: Int32Array, code: number, { rows, strata }: Placed): Observations {
  const seen = emptyObservations(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    const deal = rows[place] ?? 0;
    const told = codes[deal] ?? -1;
    if (told < 0) continue;
    seen.deal[count] = deal;
    seen.stratum[count] = strata[place] ?? 0;
    seen.shown[count] = told === code ? 1 : 0;
    count += 1;
  }
  return { ...seen, count };
}

type Values = Pick<AttributeColumn, "levels" | "codes">;

/** A column of many different numbers in quarters of its deals; any other as it is. */
function inBands({ levels, codes }: Values): Values {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const numbers = levels.map((value) => (value.trim() === "" ? Number.NaN : Number(value)));
  const known = numbers
    .flatMap((number, code) => (Number.isFinite(number) ? { number, count: counts[code] ?? 0 } : []))
    .sort((one, other) => one.number - other.number);
  const sum = (each: readonly number[]) => each.reduce((all, count) => all + count, 0);
  const all = sum(known.map(({ count }) => count));
  const different = new Set(known.map(({ number }) => number)).size;
  if (all < sum([...counts]) * fewestNumbers || different <= mostSingleNumbers) return { levels, codes };
  const cuts = [...new Set([1, 2, 3].map((quarter) => numberAt(known, Math.floor((quarter * all) / 4))))];
  const bandOf = (number: number) => {
    const place = cuts.findIndex((edge) => number < edge);
    return place === -1 ? cuts.length : place;
  };
  const bands = Int32Array.from(numbers, (number) => (Number.isFinite(number) ? bandOf(number) : -1));
  return {
    levels: Array.from({ length: cuts.length + 1 }, (_, band) => bandInWords(cuts[band - 1], cuts[band])),
    codes: codes.map((code) => bands[code] ?? -1),
  };
}

/** The number that so many deals have less than, or as much as. */
function numberAt(known: readonly { number: number; count: number }[], place: number): number {
  let before = 0;
  for (const { number, count } of known) {
    before += count;
    if (before > place) return number;
  }
  return known.at(-1)?.number ?? 0;
}

function bandInWords(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return `below ${to}`;
  return to === undefined ? `${from} or more` : `${from} to below ${to}`;
}
