import type { LetterWords } from "./letter-words.ts";

export const lettersEn: LetterWords = {
  form: {
    subject: "What should we learn from your decision?",
    body: `Hello {name},

in {month} you decided for another way. We accept that; this is no attempt to change it.

We would like to learn from it. Would you tell us what spoke for your choice, and what you would advise us? It takes about four minutes, every question can be skipped, and you can change your answers until {closes}.

Thank you for your time.

{asker}
{company}`,
    reminders: [
      `Hello {name},

a few days ago I asked what we should learn from your decision. Four minutes are enough, and every question can be skipped. The form is open until {closes}.

{asker}
{company}`,
      `Hello {name},

this is my last mail about your decision. If you would still like to tell us what to do better, the form is open until {closes}. If not, nothing more will come.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Twenty minutes, to learn from your decision?",
    body: `Hello {name},

in {month} you decided for another way. We accept that; this is no attempt to change it.

Would you give me twenty minutes on the phone? I would like to ask what the other offer did better, how we compared on what matters to you, which need we understood least, what you would advise us, and how the decision was made. I will listen, not sell.

Answer this mail with a time that suits you, or with a no. Both are fine.

{asker}
{company}`,
    reminders: [
      `Hello {name},

a few days ago I asked for twenty minutes, to learn from your decision. Does a time suit you? A no is fine, too.

{asker}
{company}`,
      `Hello {name},

this is my last mail about your decision. If you have twenty minutes for us after all, answer with a time. If not, nothing more will come.

{asker}
{company}`,
    ],
  },
  reminderSubject: "A reminder: {subject}",
  formLabel: "Answer in about four minutes",
  because: "You get this because {company} made you an offer and you decided about it. At most two reminders follow.",
  stopLabel: "No more of these mails",
};
