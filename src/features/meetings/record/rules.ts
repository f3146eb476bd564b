import type { RecordWords } from "./contract.ts";

/** More nobody reads in a mail; the rest is in the record. */
const mostIdeasInMail = 10;

const times = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** The record as a mail: what we do from now on first. Everybody gets the same, so it names no one's ideas or deals. */
export function recordInMail(record: RecordWords, { heldOn, meetingId }: { heldOn: string; meetingId: string }) {
  const { title, practices, people, ticks, topics } = record;
  const rest = record.ideas.filter(({ adopted }) => !adopted);
  const href = `/team/meetings/${meetingId}/record`;
  const adopted = practices.map(({ id, title: text, appliesWhen, how }) => ({
    ...{ text, detail: [appliesWhen, how].filter((words) => words !== "").join("\n") || null },
    href: `/team/playbook/${id}`,
  }));
  const sections = [
    { heading: "What we do from now on", items: adopted, more: null },
    {
      heading: "Other ideas, most votes first",
      items: rest
        .slice(0, mostIdeasInMail)
        .map(({ words, votes }) => ({ text: words, detail: times(votes, "vote"), href: null })),
      more: rest.length > mostIdeasInMail ? { label: `All ${rest.length} ideas`, href } : null,
    },
    {
      heading: "What it was about",
      items: topics.map(({ words }) => ({ text: words, detail: null, href: null })),
      more: null,
    },
  ].filter(({ items }) => items.length > 0);
  const applied = ticks === 0 ? "" : `, for ${times(ticks, "open deal")}`;
  return {
    title: `${title}: what we decided`,
    lead: `${heldOn}, ${people.length === 1 ? "1 person" : `${people.length} people`}. ${
      practices.length === 0
        ? "No best practice was adopted."
        : `${times(practices.length, "best practice")} adopted${applied}.`
    }`,
    sections,
    action: { label: "Open the record", href },
    because: "You get this mail because you were invited to this meeting.",
  };
}
