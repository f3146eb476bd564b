import type { LetterWords } from "./letter-words.ts";

export const lettersDe: LetterWords = {
  form: {
    subject: "Was sollten wir aus Ihrer Entscheidung lernen?",
    body: `Guten Tag {name},

im {month} haben Sie sich anders entschieden. Das respektieren wir; diese Nachricht will daran nichts ändern.

Wir möchten daraus lernen. Sagen Sie uns, was für Ihre Wahl sprach und was Sie uns raten würden? Es dauert etwa vier Minuten, jede Frage lässt sich überspringen, und bis zum {closes} können Sie Ihre Antworten ändern.

Vielen Dank für Ihre Zeit.

{asker}
{company}`,
    reminders: [
      `Guten Tag {name},

vor einigen Tagen habe ich gefragt, was wir aus Ihrer Entscheidung lernen sollten. Vier Minuten genügen, und jede Frage lässt sich überspringen. Das Formular ist bis zum {closes} offen.

{asker}
{company}`,
      `Guten Tag {name},

dies ist meine letzte Nachricht zu Ihrer Entscheidung. Wenn Sie uns doch noch sagen möchten, was wir besser machen können: Das Formular ist bis zum {closes} offen. Wenn nicht, kommt nichts mehr.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Zwanzig Minuten, um aus Ihrer Entscheidung zu lernen?",
    body: `Guten Tag {name},

im {month} haben Sie sich anders entschieden. Das respektieren wir; diese Nachricht will daran nichts ändern.

Hätten Sie zwanzig Minuten für ein Telefonat? Ich möchte fragen, was das andere Angebot besser machte, wie wir bei dem abschnitten, was Ihnen wichtig ist, welchen Bedarf wir am wenigsten verstanden haben, was Sie uns raten und wie die Entscheidung fiel. Ich höre zu und verkaufe nichts.

Antworten Sie einfach mit einem Termin, der Ihnen passt, oder mit einem Nein. Beides ist in Ordnung.

{asker}
{company}`,
    reminders: [
      `Guten Tag {name},

vor einigen Tagen habe ich um zwanzig Minuten gebeten, um aus Ihrer Entscheidung zu lernen. Passt Ihnen ein Termin? Auch ein Nein ist in Ordnung.

{asker}
{company}`,
      `Guten Tag {name},

dies ist meine letzte Nachricht zu Ihrer Entscheidung. Falls Sie doch zwanzig Minuten haben, antworten Sie mit einem Termin. Wenn nicht, kommt nichts mehr.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Zur Erinnerung: {subject}",
  formLabel: "In etwa vier Minuten antworten",
  because:
    "Sie erhalten diese Nachricht, weil {company} Ihnen ein Angebot gemacht hat und Sie darüber entschieden haben. Es folgen höchstens zwei Erinnerungen.",
  stopLabel: "Keine solchen Nachrichten mehr",
};
