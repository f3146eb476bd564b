import type { LetterWords } from "./letter-words.ts";

export const lettersFr: LetterWords = {
  form: {
    subject: "Que devons-nous apprendre de votre décision ?",
    body: `Bonjour {name},

en {month}, vous avez fait un autre choix. Nous le respectons ; ce message ne cherche pas à le remettre en cause.

Nous aimerions en tirer des leçons. Pourriez-vous nous dire ce qui a pesé en faveur de votre choix, et ce que vous nous conseilleriez ? Il faut environ quatre minutes, chaque question peut être passée, et vous pouvez modifier vos réponses jusqu'au {closes}.

Merci pour votre temps.

{asker}
{company}`,
    reminders: [
      `Bonjour {name},

il y a quelques jours, je vous ai demandé ce que nous devrions apprendre de votre décision. Quatre minutes suffisent, et chaque question peut être passée. Le formulaire reste ouvert jusqu'au {closes}.

{asker}
{company}`,
      `Bonjour {name},

ceci est mon dernier message au sujet de votre décision. Si vous souhaitez encore nous dire ce que nous pourrions mieux faire, le formulaire reste ouvert jusqu'au {closes}. Sinon, vous ne recevrez plus rien.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Vingt minutes, pour apprendre de votre décision ?",
    body: `Bonjour {name},

en {month}, vous avez fait un autre choix. Nous le respectons ; ce message ne cherche pas à le remettre en cause.

Auriez-vous vingt minutes à m'accorder au téléphone ? J'aimerais savoir ce que l'autre offre faisait mieux, comment nous nous comparions sur ce qui compte pour vous, quel besoin nous avons le moins compris, ce que vous nous conseillez et comment la décision a été prise. J'écouterai, sans rien vendre.

Répondez simplement avec un horaire qui vous convient, ou par un non. Les deux me vont.

{asker}
{company}`,
    reminders: [
      `Bonjour {name},

il y a quelques jours, je vous ai demandé vingt minutes, pour apprendre de votre décision. Un horaire vous conviendrait-il ? Un non me va aussi.

{asker}
{company}`,
      `Bonjour {name},

ceci est mon dernier message au sujet de votre décision. Si vous avez finalement vingt minutes, répondez avec un horaire. Sinon, vous ne recevrez plus rien.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Rappel : {subject}",
  formLabel: "Répondre en quatre minutes environ",
  because:
    "Vous recevez ce message parce que {company} vous a fait une offre et que vous avez pris une décision. Deux rappels au plus suivront.",
  stopLabel: "Ne plus recevoir ces messages",
};
