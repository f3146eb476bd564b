import { type Day, dayInWords, dayOf, type Instant } from "../../platform/dates.ts";
import type { MailContent } from "../../platform/mail/mail-content.ts";
import type { Digest } from "./gather-digest.ts";
import type { Wish } from "./rules.ts";
import { callItem, clockAt, countOf, dueInWords, type Written, weekdayInWords } from "./write-reminder.ts";

type Section = MailContent["sections"][number];

/** How many things there are to act on; with none there is no digest. */
export function countToActOn(digest: Digest): number {
  const { losses, calls, tasks, practices, packets, promises, blocks, returns } = digest;
  const listed = losses.count + calls.count + tasks.count + practices.count + packets.count;
  return listed + promises.length + blocks.length + returns.length;
}

/** Null: there is nothing to act on, so nobody is written to. */
export function writeDigest(
  digest: Digest,
  wish: Pick<Wish, "digest">,
  now: Instant,
  timeZone: string,
): Written | null {
  const things = countToActOn(digest);
  if (things === 0) return null;
  const today = dayOf(now, timeZone);
  const span = wish.digest === "daily" ? "today" : "this week";
  const title = things === 1 ? `One thing to act on ${span}` : `${things} things to act on ${span}`;
  const often = wish.digest === "daily" ? "each working day" : "once a week";
  return {
    subject: `${title}, ${weekdayInWords(today)}`,
    content: {
      title,
      lead: "What waits for you, soonest first. The rest can wait for another day.",
      sections: [
        passed(digest, today, timeZone),
        calls(digest, today),
        tasks(digest, today),
        practices(digest, today),
        promises(digest),
        packets(digest),
        losses(digest),
        resets(digest),
        ...(wish.digest === "weekly" && digest.readsWeek ? [theWeek] : []),
      ].filter((section) => section.items.length > 0),
      action: { label: "Open Today", href: "/" },
      because: `You get this ${often}, and only when there is something to act on.`,
    },
  };
}

const more = (count: number, rows: readonly unknown[], href: string): Section["more"] =>
  count > rows.length ? { label: `All ${count}`, href } : null;

function passed({ blocks, returns }: Digest, today: Day, timeZone: string): Section {
  const when = (at: Instant) => {
    const day = dayOf(at, timeZone);
    return `${day === today ? "Today" : weekdayInWords(day)}, ${clockAt(at, timeZone)}`;
  };
  const items = [
    ...blocks.map(({ startsAt }) => ({
      text: "A filling block that was not begun",
      detail: `${when(startsAt)}. Book another when it suits you.`,
      href: "/comeback/blocks",
    })),
    ...returns.map(({ backAt }) => ({
      text: "A breather that has ended",
      detail: `${when(backAt)}. Say that you are back.`,
      href: "/",
    })),
  ];
  return { heading: "Passed without a word from us", items, more: null };
}

function calls({ calls: { count, rows } }: Digest, today: Day): Section {
  const items = rows.map(({ accountName, dealName, dueOn, dealId }) =>
    callItem({ name: accountName ?? dealName, dueOn, dealId }, today),
  );
  return { heading: "Lost customers to call", items, more: more(count, rows, "/check-ups") };
}

function tasks({ tasks: { count, rows } }: Digest, today: Day): Section {
  const items = rows.map(({ repairName, dealName, dueOn, dealId }) => ({
    text: `${repairName}: ${dealName}`,
    detail: dueInWords(dueOn, today),
    href: `/deals/${dealId}`,
  }));
  return { heading: "Repairs on open deals", items, more: more(count, rows, "/") };
}

function practices({ practices: { count, rows } }: Digest, today: Day): Section {
  const items = rows.flatMap(({ practiceTitle, deal, dueOn }) =>
    deal ? { text: `${practiceTitle}: ${deal.name}`, detail: dueInWords(dueOn, today), href: `/deals/${deal.id}` } : [],
  );
  return {
    heading: "What you do differently on open deals",
    items,
    more: more(count, rows, "/team/playbook?show=to-apply"),
  };
}

function promises({ promises: rules }: Digest): Section {
  const items = rules.map(({ commitment, flagName, atRisk }) => ({
    text: commitment?.wording ?? flagName,
    detail: `${countOf(atRisk, "open deal is", "open deals are")} at risk`,
    href: "/pipeline-check",
  }));
  return { heading: "What you promised yourself", items, more: null };
}

function packets({ packets: { count, rows } }: Digest): Section {
  const items = rows.map(({ id, question, turn, askedBy, answer, answeredBy, dueOn }) => ({
    text: question,
    detail:
      turn === "answer"
        ? `${askedBy?.name ?? "Somebody who left"} waits for an answer`
        : turn === "check"
          ? `Was to be done${dueOn ? ` by ${dayInWords(dueOn)}` : ""}: was it?`
          : `${answeredBy?.name ?? "Marketing"} ${answer ?? "said something"}`,
    href: `/audience/packets/${id}`,
  }));
  return { heading: "Between you and marketing", items, more: more(count, rows, "/audience/packets") };
}

/** Whoever leads begins the week with it. */
const theWeek: Section = {
  heading: "To read to your team",
  items: [
    {
      text: "The last week on one page",
      detail: "What was won and lost and why, what came again, and a question. A few minutes aloud.",
      href: "/insights/weekly",
    },
  ],
  more: null,
};

function losses({ losses: { count, rows } }: Digest): Section {
  const items = rows.map(({ dealId, name, closedOn }) => ({
    text: name,
    detail: closedOn && `Lost on ${dayInWords(closedOn)}`,
    href: `/deals/${dealId}/debrief`,
  }));
  return { heading: "Losses that wait for a debrief, two minutes each", items, more: more(count, rows, "/") };
}

function resets({ resets: rows }: Digest): Section {
  const items = rows.map(({ dealId, dealName, resetsOn }) => ({
    text: dealName,
    detail: `From ${weekdayInWords(resetsOn)} on it stands in none of your lists, as you set it.`,
    href: `/deals/${dealId}`,
  }));
  return { heading: "Left behind", items, more: null };
}
