import type { LetterWords } from "./letter-words.ts";

export const lettersNl: LetterWords = {
  form: {
    subject: "Wat kunnen we leren van uw beslissing?",
    body: `Beste {name},

in {month} koos u voor een andere weg. Dat respecteren we; dit bericht wil daar niets aan veranderen.

We willen ervan leren. Wilt u ons vertellen wat voor uw keuze sprak, en wat u ons zou aanraden? Het kost ongeveer vier minuten, elke vraag kunt u overslaan, en tot {closes} kunt u uw antwoorden wijzigen.

Dank u voor uw tijd.

{asker}
{company}`,
    reminders: [
      `Beste {name},

een paar dagen geleden vroeg ik wat we kunnen leren van uw beslissing. Vier minuten zijn genoeg, en elke vraag kunt u overslaan. Het formulier is open tot {closes}.

{asker}
{company}`,
      `Beste {name},

dit is mijn laatste bericht over uw beslissing. Wilt u ons alsnog vertellen wat beter kan, dan is het formulier open tot {closes}. Zo niet, dan komt er niets meer.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Twintig minuten, om te leren van uw beslissing?",
    body: `Beste {name},

in {month} koos u voor een andere weg. Dat respecteren we; dit bericht wil daar niets aan veranderen.

Heeft u twintig minuten voor een telefoongesprek? Ik wil graag vragen wat het andere aanbod beter deed, hoe wij het deden op wat voor u telt, welke behoefte we het minst begrepen, wat u ons aanraadt en hoe de beslissing is genomen. Ik luister, en verkoop niets.

Antwoord met een tijd die u schikt, of met een nee. Beide is goed.

{asker}
{company}`,
    reminders: [
      `Beste {name},

een paar dagen geleden vroeg ik om twintig minuten, om te leren van uw beslissing. Schikt u een tijd? Een nee is ook goed.

{asker}
{company}`,
      `Beste {name},

dit is mijn laatste bericht over uw beslissing. Heeft u toch twintig minuten, antwoord dan met een tijd. Zo niet, dan komt er niets meer.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Herinnering: {subject}",
  formLabel: "Antwoord in ongeveer vier minuten",
  because:
    "U ontvangt dit omdat {company} u een aanbod deed en u daarover heeft beslist. Er volgen hoogstens twee herinneringen.",
  stopLabel: "Geen berichten hierover meer",
};
