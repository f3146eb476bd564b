import { isContractProcedure, oc } from "@orpc/contract";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { contract } from "./contract.ts";

/**
 * Nothing ranks people by their mistakes. Walking every answer's shape, this finds each list whose entries name a person and
 * carry a figure of theirs: whoever adds one says here what the figure is and why it is no table of the worst. What orders a
 * list is looked at too: nobody may ask for an order by a figure.
 */

type Shape = z.core.$ZodType;
type Found = { route: string; at: string; people: string[]; figures: string[] };

const person =
  /^(?:member|owner|seller|rep|person|lead|manager|writer|teller|colleague|asker|user|who|startedBy|recordedBy|madeBy|setBy|doneBy|changedBy|adoptedBy|by)(?:Id|Name|)$/;
/** What a deal is worth says nothing of a person; a place in a list, and which edition of a text it is, neither. */
const noFigure = /(?:^|\.)(?:amount\.amountCents|position|version|groupNumber)$/;

function* routesOf(router: object, path: string[] = []): Generator<[string, Shape | undefined, Shape | undefined]> {
  if (isContractProcedure(router)) {
    const { inputSchema, outputSchema } = router["~orpc"];
    yield [path.join("."), inputSchema as Shape | undefined, outputSchema as Shape | undefined];
  } else for (const [key, inner] of Object.entries(router)) yield* routesOf(inner, [...path, key]);
}

const within = (shape: Shape): readonly Shape[] => {
  const def = shape._zod.def as z.core.$ZodTypes["_zod"]["def"];
  switch (def.type) {
    case "union":
      return def.options;
    case "nullable":
    case "optional":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return [def.innerType];
    case "pipe":
      return [def.in, def.out];
    case "intersection":
      return [def.left, def.right];
    case "lazy":
      return [def.getter()];
    default:
      return [];
  }
};

/** The objects a shape may be, itself or one of what it may be instead. */
function objectsOf(shape: Shape): Record<string, Shape>[] {
  const def = shape._zod.def as z.core.$ZodTypes["_zod"]["def"];
  return def.type === "object" ? [def.shape as Record<string, Shape>] : within(shape).flatMap(objectsOf);
}

function entriesOf(shape: Shape): readonly Shape[] {
  const def = shape._zod.def as z.core.$ZodTypes["_zod"]["def"];
  if (def.type === "array") return [def.element];
  if (def.type === "record" || def.type === "map" || def.type === "set") return [def.valueType];
  if (def.type === "tuple") return def.items;
  return [];
}

const isNumber = (shape: Shape): boolean => {
  const { type } = shape._zod.def;
  return type === "number" || type === "bigint" || within(shape).some(isNumber);
};

/** What one entry of a list says, with everything it holds that is no list of its own. */
function toldBy(shape: Shape, path = ""): { name: string; path: string; shape: Shape }[] {
  return objectsOf(shape).flatMap((object) =>
    Object.entries(object).flatMap(([name, inner]) => {
      const at = path === "" ? name : `${path}.${name}`;
      return [{ name, path: at, shape: inner }, ...toldBy(inner, at)];
    }),
  );
}

/** "by: person" says of the lists beside it whose figures they are. */
function mayBeByPerson(shape: Shape): boolean {
  const def = shape._zod.def as z.core.$ZodTypes["_zod"]["def"];
  if (def.type === "enum") return Object.values(def.entries).some((entry) => person.test(String(entry)));
  if (def.type === "literal") return def.values.some((value) => typeof value === "string" && person.test(value));
  return within(shape).some(mayBeByPerson);
}

function listsOfPeople(route: string, shape: Shape, at = "", by: string[] = []): Found[] {
  const lists = entriesOf(shape).flatMap((entry) => {
    const told = toldBy(entry);
    const people = [...by, ...told.filter(({ name }) => person.test(name)).map(({ path }) => path)];
    const figures = told
      .filter(({ path, shape: one }) => isNumber(one) && !noFigure.test(path))
      .map(({ path }) => path);
    const inner = listsOfPeople(route, entry, `${at}[]`);
    return people.length > 0 && figures.length > 0 ? [{ route, at: `${at}[]`, people, figures }, ...inner] : inner;
  });
  const inObjects = objectsOf(shape).flatMap((object) => {
    const beside = Object.keys(object).filter((name) => /^by/i.test(name) && mayBeByPerson(object[name] as Shape));
    return Object.entries(object).flatMap(([name, inner]) =>
      listsOfPeople(route, inner, at === "" ? name : `${at}.${name}`, beside),
    );
  });
  const inOthers = within(shape).flatMap((inner) =>
    entriesOf(inner).length > 0 ? listsOfPeople(route, inner, at, by) : [],
  );
  return [...lists, ...inObjects, ...inOthers];
}

/** What every field is called, of what is asked and what is answered. */
function namesIn(shape: Shape): string[] {
  const held = objectsOf(shape).flatMap((object) =>
    Object.entries(object).flatMap(([name, inner]) => [name, ...namesIn(inner)]),
  );
  return [...held, ...[...entriesOf(shape), ...within(shape)].flatMap(namesIn)];
}

/** Each list that names people beside figures: what the figure is of, and why nobody is measured by it. */
const isNoRanking: Record<string, string> = {
  "audience.listAims rows[]":
    "Personas or campaigns in the team's own order; who changed one is named, its deals are everybody's.",
  "audience.listFits rows[]": "Open deals by how well their customer fits; points and shares are the customer's.",
  "audience.moveAim rows[]": "As audience.listAims.",
  "audience.showEarlyLosses report.apart[]": "By what customers are: a persona is none of our people.",
  "audience.showEarlyLosses report.apart[].rows[]": "By what customers are: a persona is none of our people.",
  "debriefs.listDebriefs rows[]":
    "One deal's debriefs, newest close first; how long one took is its own, never compared.",
  "insights.listLossesToCut rows[]": "Open deals by what they still cost; chances and hours are the deal's.",
  "insights.showWinRate report.segments.rows[]":
    "By name, when asked for by person: deals won and lost, of five and more; what they lost by is not beside it.",
  "invitations.listInvitations rows[]": "A customer's invitations, newest first; reminders went to the customer.",
  "meetings.listMeetings rows[]":
    "Meetings, newest first; who led is named, how many came and what was adopted is the meeting's.",
  "pipelineCheck.showCheck rules[]":
    "The promises of one person whose deals the asker sees, by money at risk; no second person beside them.",
  "playbook.listPractices rows[]":
    "Practices by their last change; where one applies and how often it was done, by all together.",
  "postMortems.listMajorLossRules rows[]":
    "Rules in the team's own order; who changed one is named, the losses it names are everybody's.",
  "recovery.listQuotas rows[]":
    "By name, of oneself and whom one leads: what was to be won and is won. A goal, and no mistake of anybody's.",
  "recovery.showWhatNow colleagues[]":
    "At most three who agreed to be asked, newest loss first; the days of one recovery.",
  "stories.listMyStories rows[]": "Stories, newest day first; whom they helped.",
  "stories.listStories rows[]": "Stories, newest day first; whom they helped.",
  "stories.suggestStories rows[]": "Stories for a loss, newest day first; whom they helped.",
  "today.showToday risks[]": "My own promises, by money at risk.",
};
const found = [...routesOf(contract)].flatMap(([route, , output]) => (output ? listsOfPeople(route, output) : []));
const places = (lists: readonly Found[]) => [...new Set(lists.map(({ route, at }) => `${route} ${at}`))].sort();

describe("the whole contract", () => {
  it("lists nobody beside figures, except where it is said why that ranks nobody", () => {
    expect(places(found)).toEqual(Object.keys(isNoRanking).sort());
  });

  it("lets nobody ask for people or anything else in the order of a figure, and scores nothing", () => {
    const named = [...routesOf(contract)].flatMap(([route, input, output]) =>
      [input, output].flatMap((shape) => (shape ? namesIn(shape).map((name) => ({ route, name })) : [])),
    );
    expect(named.length).toBeGreaterThan(1_000);
    const suspicious =
      /^(?:sort|order|orderBy|sortBy|rank|ranking|score|grade|leaderboard|best|worst|top)$|Rank$|Score$/;
    const odd = named.filter(({ name }) => suspicious.test(name));
    expect(odd).toEqual([]);
  });

  it("would not be let off with a table of people's mistakes, however it is wrapped", () => {
    const row = z.object({ memberId: z.uuid(), missedSteps: z.number().int() });
    const tables = {
      plain: oc.output(z.object({ rows: z.array(row) })),
      perhaps: oc.output(z.object({ rows: z.array(row).nullable() }).or(z.object({ kind: z.literal("few") }))),
      byName: oc.output(z.record(z.string(), row)),
      deep: oc.output(
        z.object({
          groups: z.array(
            z.object({ people: z.array(z.object({ who: z.object({ memberName: z.string() }), of: row })) }),
          ),
        }),
      ),
      dear: oc.output(
        z.array(
          z.object({
            sellerName: z.string(),
            repeats: z.object({ amountCents: z.number().int(), currency: z.string() }),
          }),
        ),
      ),
      bySegment: oc.output(
        z.object({
          by: z.enum(["person", "source"]),
          rows: z.array(z.object({ key: z.string(), missed: z.number() })),
        }),
      ),
      counted: oc.output(z.object({ rows: z.array(z.object({ ownerName: z.string(), late: z.number().optional() })) })),
    };
    const seen = [...routesOf(tables)].flatMap(([route, , output]) => (output ? listsOfPeople(route, output) : []));
    expect(new Set(seen.map(({ route }) => route))).toEqual(new Set(Object.keys(tables)));
    const harmless = oc.output(
      z.object({ rows: z.array(z.object({ dealId: z.uuid(), lost: z.number() })), total: z.number() }),
    );
    expect(
      [...routesOf({ harmless })].flatMap(([route, , output]) => (output ? listsOfPeople(route, output) : [])),
    ).toEqual([]);
  });
});
