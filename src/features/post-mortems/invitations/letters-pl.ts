import type { LetterWords } from "./letter-words.ts";

export const lettersPl: LetterWords = {
  form: {
    subject: "Czego powinniśmy się nauczyć z Państwa decyzji?",
    body: `Dzień dobry,

wybrali Państwo inną drogę ({month}). Szanujemy tę decyzję; ta wiadomość nie ma jej zmienić.

Chcemy się z niej czegoś nauczyć. Czy zechcą Państwo powiedzieć nam, co przemawiało za tym wyborem i co by nam Państwo doradzili? Zajmie to około czterech minut, każde pytanie można pominąć, a odpowiedzi można zmieniać do {closes}.

Dziękuję za poświęcony czas.

{asker}
{company}`,
    reminders: [
      `Dzień dobry,

kilka dni temu padło pytanie, czego powinniśmy się nauczyć z Państwa decyzji. Wystarczą cztery minuty, a każde pytanie można pominąć. Formularz jest otwarty do {closes}.

{asker}
{company}`,
      `Dzień dobry,

to ostatnia wiadomość w sprawie Państwa decyzji. Jeśli zechcą Państwo jeszcze powiedzieć nam, co możemy robić lepiej, formularz jest otwarty do {closes}. Jeśli nie, więcej wiadomości nie będzie.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Dwadzieścia minut, aby uczyć się z Państwa decyzji?",
    body: `Dzień dobry,

wybrali Państwo inną drogę ({month}). Szanujemy tę decyzję; ta wiadomość nie ma jej zmienić.

Czy znajdą Państwo dwadzieścia minut na rozmowę telefoniczną? Pytania będą o to, co inna oferta robiła lepiej, jak wypadliśmy w tym, co dla Państwa ważne, którą potrzebę zrozumieliśmy najmniej, co by nam Państwo doradzili i jak zapadła decyzja. Będę słuchać, nie sprzedawać.

Wystarczy odpowiedzieć, podając dogodny termin, albo odmówić. Jedno i drugie jest w porządku.

{asker}
{company}`,
    reminders: [
      `Dzień dobry,

kilka dni temu była prośba o dwadzieścia minut rozmowy, aby uczyć się z Państwa decyzji. Czy jakiś termin jest dogodny? Odmowa też jest w porządku.

{asker}
{company}`,
      `Dzień dobry,

to ostatnia wiadomość w sprawie Państwa decyzji. Jeśli jednak znajdą Państwo dwadzieścia minut, wystarczy podać termin. Jeśli nie, więcej wiadomości nie będzie.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Przypomnienie: {subject}",
  formLabel: "Odpowiedz w około cztery minuty",
  because:
    "Ta wiadomość przychodzi, ponieważ {company} przedstawiła Państwu ofertę, a Państwo podjęli decyzję. Będą najwyżej dwa przypomnienia.",
  stopLabel: "Nie chcę więcej takich wiadomości",
};
