import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

type Status = "open" | "won" | "lost";
type Person = { name: string; email: string; jobTitle: string; role: string };
type Touch = { kind: "Call" | "Email" | "Meeting"; daysAgo: number; direction: string; outcome: string; note: string };
export type ExportedDeal = {
  id: string;
  name: string;
  company: string;
  owner: string;
  status: Status;
  amount: number;
  /** Stage with how many days ago it was entered, oldest first. */
  stages: [stage: string, daysAgo: number][];
  closesInDays: number;
  reason: string;
  people: Person[];
  touches: Touch[];
};

/** How the CRM's owner has set dates to be written: 2026-03-14, 14/03/2026 or 03/14/2026. */
export type DateWriting = "year-first" | "day-first" | "month-first";
type Wish = { owner: string; now: number; dates?: DateWriting };

const dayMs = 86_400_000;
const way = ["Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Decision Maker Bought-In"];
const last = "Contract Sent";
const companies = "Alder Boats,Birch Bakery,Cedar Clinics,Dune Hotels,Elm Logistics,Fjord Foods,Grove Schools".split(
  ",",
);
const products = "rollout,pilot,renewal,extension,second site,fleet".split(",");
const people = "Ines Aalto,Bram Calis,Dora Engel,Emil Fonte,Gita Haas,Hugo Imsel,Jana Korte,Karl Lindt".split(",");

/**
 * What a small team's HubSpot would export today: forty fictional deals of three reps, and among them, of `owner`, the
 * five that the journey is about. Nothing in it is random, and every count can be read from `deals`.
 */
export function hubSpotExport({ owner, now, dates = "year-first" }: Wish) {
  const deals = [...plantedDeals(owner), ...usualDeals([owner, "Boris Lund", "Clara Nowak"])];
  const write = writer(now, dates);
  return {
    deals,
    files: {
      deals: dealsFile(deals, write),
      contacts: contactsFile(deals, write),
      stages: stagesFile(deals, write),
      activities: activitiesFile(deals, write),
    },
  };
}

/** Writes the export's files into a folder, as a browser's downloads would lie there; gives their paths. */
export async function saveExport<Kind extends string>(
  files: Record<Kind, string>,
  folder: string,
): Promise<Record<Kind, string>> {
  await mkdir(folder, { recursive: true });
  const paths = { ...files };
  for (const kind in files) {
    paths[kind] = join(folder, `hubspot-crm-exports-${kind}.csv`);
    await writeFile(paths[kind], files[kind]);
  }
  return paths;
}

/** One deal lost without ever meeting who decides, and four open ones that do, don't, or may repeat it. */
function plantedDeals(owner: string): ExportedDeal[] {
  const deal = (
    id: number,
    name: string,
    amount: number,
    more: Partial<ExportedDeal> & Pick<ExportedDeal, "stages">,
  ): ExportedDeal => ({
    id: String(9000 + id),
    name,
    company: name,
    owner,
    status: "open",
    amount,
    closesInDays: 30,
    reason: "",
    people: [],
    touches: [],
    ...more,
  });
  const upTo = (count: number, beganDaysAgo: number): [string, number][] =>
    [...way, last].slice(0, count).map((stage, place) => [stage, beganDaysAgo - place * 10]);
  return [
    deal(1, "Harbour rollout", 48_000, {
      status: "lost",
      stages: [...upTo(5, 60), ["Closed Lost", 2]],
      closesInDays: -2,
      reason: "Went with a competitor",
      people: [person(0, "Influencer"), person(1, "Information gatherer")],
      touches: [
        {
          kind: "Call",
          daysAgo: 58,
          direction: "OUTGOING",
          outcome: "Connected",
          note: "First call about the rollout",
        },
        { kind: "Meeting", daysAgo: 40, direction: "", outcome: "Completed", note: "Demo for the project group" },
        { kind: "Email", daysAgo: 12, direction: "INCOMING", outcome: "", note: "They ask for a discount" },
        { kind: "Call", daysAgo: 11, direction: "OUTGOING", outcome: "Connected", note: "Talk about the discount" },
      ],
    }),
    deal(2, "Lighthouse fleet", 61_500, {
      stages: upTo(5, 50),
      people: [person(2, "Champion"), person(3, "Influencer")],
      touches: [{ kind: "Call", daysAgo: 3, direction: "OUTGOING", outcome: "Connected", note: "Terms are fine" }],
    }),
    deal(3, "Mill automation", 33_000, {
      stages: upTo(4, 45),
      people: [person(4, "Decision maker"), person(5, "Influencer")],
      touches: [
        { kind: "Meeting", daysAgo: 4, direction: "", outcome: "Completed", note: "With the managing director" },
      ],
    }),
    deal(4, "Orchard pilot", 18_000, {
      stages: upTo(5, 55),
      touches: [{ kind: "Email", daysAgo: 5, direction: "INCOMING", outcome: "", note: "Please send the contract" }],
    }),
    deal(5, "Quarry renewal", 9_000, { stages: upTo(1, 6), people: [person(6, "Information gatherer")] }),
  ];
}

/** The ordinary business around them: met who decides every time, and still lost every third deal. */
function usualDeals(owners: string[]): ExportedDeal[] {
  return Array.from({ length: 35 }, (_, number): ExportedDeal => {
    const status = (["won", "lost", "open"] as const)[number % 3] ?? "open";
    const company = companies[number % companies.length] ?? "";
    const beganDaysAgo = status === "open" ? 12 + number : 80 + number * 8;
    const reached = status === "open" ? 1 + (number % way.length) : 5;
    const stages = [...way, last]
      .slice(0, reached)
      .map((stage, place): [string, number] => [stage, beganDaysAgo - place * (status === "open" ? 3 : 9)]);
    const closedDaysAgo = beganDaysAgo - 55 - (number % 5);
    return {
      id: String(1000 + number),
      name: `${company} ${products[number % products.length]} ${1 + Math.floor(number / 7)}`,
      company,
      owner: owners[number % owners.length] ?? "",
      status,
      amount: 4_000 + ((number * 3_700) % 41_000) + 0.5,
      stages:
        status === "open" ? stages : [...stages, [status === "won" ? "Closed Won" : "Closed Lost", closedDaysAgo]],
      closesInDays: status === "open" ? 20 + number : -closedDaysAgo,
      reason: status === "lost" ? (["Price", "No decision", "Went with a competitor"][number % 4] ?? "Budget") : "",
      people: [person(number, "Decision maker"), person(number + 3, "Champion")],
      touches: [
        { kind: "Call", daysAgo: beganDaysAgo - 2, direction: "OUTGOING", outcome: "Connected", note: "First call" },
        {
          kind: "Meeting",
          daysAgo: status === "open" ? 2 : closedDaysAgo + 6,
          direction: "",
          outcome: "Completed",
          note: "Review, with quotation marks: “done”",
        },
      ],
    };
  });
}

function person(number: number, role: string): Person {
  const name = people[number % people.length] ?? "";
  const [first = "", family = ""] = name.toLowerCase().split(" ");
  const jobTitle = role === "Decision maker" ? "Managing director" : "Project lead";
  return { name, email: `${first}.${family}@example.com`, jobTitle, role };
}

type Write = { day: (daysAgo: number) => string; minute: (daysAgo: number) => string };

/** HubSpot writes wall-clock times without a zone; all of them lie in office hours of days that are past. */
function writer(now: number, dates: DateWriting): Write {
  const day = (daysAgo: number) => {
    const [year, month, dayOfMonth] = new Date(now - daysAgo * dayMs).toISOString().slice(0, 10).split("-");
    if (dates === "day-first") return `${dayOfMonth}/${month}/${year}`;
    return dates === "month-first" ? `${month}/${dayOfMonth}/${year}` : `${year}-${month}-${dayOfMonth}`;
  };
  return { day, minute: (daysAgo) => `${day(daysAgo)} ${String(9 + (Math.abs(daysAgo) % 8)).padStart(2, "0")}:30` };
}

const table = (rows: (string | number | boolean)[][]) =>
  rows.map((row) => `${row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")}\r\n`).join("");

function dealsFile(deals: ExportedDeal[], write: Write): string {
  return table([
    [
      ...["Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date", "Create Date", "Deal owner"],
      ...["Associated Company (Primary)", "Is Closed Won", "Is closed lost", "Closed Lost Reason"],
      ...["Original Traffic Source", "Months agreed", "Number of times contacted"],
    ],
    ...deals.map((deal) => [
      ...[deal.id, deal.name, deal.stages.at(-1)?.[0] ?? "", "Sales Pipeline", deal.amount.toFixed(2)],
      ...[write.minute(-deal.closesInDays), write.minute(deal.stages[0]?.[1] ?? 0), deal.owner, deal.company],
      ...[deal.status === "won", deal.status === "lost", deal.reason],
      ...[Number(deal.id) % 2 === 0 ? "Organic Search" : "Referrals", 12, deal.touches.length],
    ]),
  ]);
}

function contactsFile(deals: ExportedDeal[], write: Write): string {
  return table([
    ["Full name", "Email", "Job Title", "Associated Company", "Associated Deal IDs", "Buying role", "Role since"],
    ...deals.flatMap(({ id, company, people, stages }) =>
      people.map(({ name, email, jobTitle, role }) => [
        ...[name, email, jobTitle, company, id, role, write.minute(stages[0]?.[1] ?? 0)],
      ]),
    ),
  ]);
}

function stagesFile(deals: ExportedDeal[], write: Write): string {
  return table([
    ["Deal ID", "Deal stage", "Pipeline", "Date entered"],
    ...deals.flatMap(({ id, stages }) =>
      stages.map(([stage, daysAgo]) => [id, stage, "Sales Pipeline", write.minute(daysAgo)]),
    ),
  ]);
}

function activitiesFile(deals: ExportedDeal[], write: Write): string {
  return table([
    [
      "Activity ID",
      "Activity type",
      "Activity date",
      "Direction",
      "Outcome",
      "Subject",
      "Deal ID",
      "Activity assigned to",
    ],
    ...deals.flatMap(({ id, owner, touches }) =>
      touches.map(({ kind, daysAgo, direction, outcome, note }, number) => [
        ...[`${id}-${number}`, kind, write.minute(daysAgo), direction, outcome, note, id, owner],
      ]),
    ),
  ]);
}
