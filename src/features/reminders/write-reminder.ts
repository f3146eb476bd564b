import { type Day, dayInWords, dayOf, daysBetween, type Instant } from "../../platform/dates.ts";
import type { MailContent } from "../../platform/mail/mail-content.ts";
import type { DueBlock, DueCall, DueReturn } from "./store.ts";

export type Written = { subject: string; content: MailContent };

const settingsHint = "You choose what you get under Settings, Mail.";

export function clockAt(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    at,
  );
}

const weekdays = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });

/** "Tuesday 24 November": a day near enough to need no year. */
export const weekdayInWords = (day: Day): string => weekdays.format(Date.parse(`${day}T00:00:00Z`)).replace(",", "");

/** How a day lies to today, as somebody would say it. */
export function dueInWords(dueOn: Day, today: Day): string {
  const ahead = daysBetween(today, dueOn);
  if (ahead === 0) return "Due today";
  if (ahead === 1) return "Due tomorrow";
  if (ahead === -1) return "Due since yesterday";
  if (ahead > 1) return ahead < 7 ? `Due on ${weekdayInWords(dueOn)}` : `Due on ${dayInWords(dueOn)}`;
  return ahead > -7 ? `Due since ${weekdayInWords(dueOn)}` : `Due since ${dayInWords(dueOn)}`;
}

export const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** "A, B and C". */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

export function writeBlockReminder({ id, startsAt, endsAt, aims, timeZone }: DueBlock, now: Instant): Written {
  const starts = clockAt(startsAt, timeZone);
  const minutes = Math.round((startsAt - now) / 60_000);
  const title = startsAt > now ? `Your filling block begins at ${starts}` : `Your filling block began at ${starts}`;
  const wanted = aims.filter(({ count }) => count > 0).map(({ what, count }) => countOf(count, what, `${what}s`));
  return {
    subject: title,
    content: {
      title,
      lead:
        minutes > 0
          ? `In ${countOf(minutes, "minute", "minutes")}, until ${clockAt(endsAt, timeZone)}. Close what else is open.`
          : `It runs until ${clockAt(endsAt, timeZone)}. There is still time for it.`,
      sections:
        wanted.length > 0
          ? [{ heading: "What you aim at", items: [{ text: listed(wanted), detail: null, href: null }], more: null }]
          : [],
      action: { label: "Open the block", href: `/comeback/block/${id}` },
      because: `You get this because you booked the block. ${settingsHint}`,
    },
  };
}

export function writeReturnReminder({ backAt, timeZone }: DueReturn): Written {
  return {
    subject: "Time to come back",
    content: {
      title: "Time to come back",
      lead: `Your breather was agreed until ${clockAt(backAt, timeZone)}. Begin with something easy.`,
      sections: [],
      action: { label: "See what comes first", href: "/" },
      because: `You get this because you agreed on when to be back. ${settingsHint}`,
    },
  };
}

const mostCalls = 10;

export const callItem = ({ name, dueOn, dealId }: Omit<DueCall, "ownerId">, today: Day) => ({
  text: name,
  detail: dueInWords(dueOn, today),
  href: `/deals/${dealId}`,
});

export function writeCallsReminder(calls: readonly DueCall[], now: Instant, timeZone: string): Written {
  const today = dayOf(now, timeZone);
  const [first] = calls;
  const title =
    calls.length === 1 && first ? `Call ${first.name} again today` : `${calls.length} lost customers to call today`;
  return {
    subject: title,
    content: {
      title,
      lead: "You lost them a while ago. By now their contract leaves room for another look.",
      sections: [
        {
          heading: "Due now",
          items: calls.slice(0, mostCalls).map((call) => callItem(call, today)),
          more: calls.length > mostCalls ? { label: `All ${calls.length}`, href: "/check-ups" } : null,
        },
      ],
      action: { label: "Open the check-ups", href: "/check-ups" },
      because: `You get this because these deals are yours. ${settingsHint}`,
    },
  };
}
