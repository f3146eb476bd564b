import type { LetterWords } from "./letter-words.ts";

export const lettersIt: LetterWords = {
  form: {
    subject: "Che cosa dovremmo imparare dalla vostra decisione?",
    body: `Buongiorno {name},

nel mese di {month} avete scelto un'altra strada. Lo rispettiamo; questo messaggio non vuole cambiare la vostra scelta.

Vorremmo imparare qualcosa. Ci direbbe che cosa ha parlato a favore della vostra scelta e che cosa ci consiglierebbe? Servono circa quattro minuti, ogni domanda si può saltare e può modificare le risposte fino al {closes}.

Grazie per il suo tempo.

{asker}
{company}`,
    reminders: [
      `Buongiorno {name},

qualche giorno fa le ho chiesto che cosa dovremmo imparare dalla vostra decisione. Bastano quattro minuti e ogni domanda si può saltare. Il modulo resta aperto fino al {closes}.

{asker}
{company}`,
      `Buongiorno {name},

questo è il mio ultimo messaggio sulla vostra decisione. Se vuole ancora dirci che cosa potremmo fare meglio, il modulo resta aperto fino al {closes}. Altrimenti non riceverà altro.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Venti minuti, per imparare dalla vostra decisione?",
    body: `Buongiorno {name},

nel mese di {month} avete scelto un'altra strada. Lo rispettiamo; questo messaggio non vuole cambiare la vostra scelta.

Avrebbe venti minuti per una telefonata? Vorrei chiederle che cosa l'altra offerta faceva meglio, come ci siamo confrontati su ciò che per voi conta, quale esigenza abbiamo capito meno, che cosa ci consiglia e come è stata presa la decisione. Ascolterò, senza vendere.

Risponda con un orario che le va bene, oppure con un no. Vanno bene entrambi.

{asker}
{company}`,
    reminders: [
      `Buongiorno {name},

qualche giorno fa le ho chiesto venti minuti, per imparare dalla vostra decisione. C'è un orario che le va bene? Va bene anche un no.

{asker}
{company}`,
      `Buongiorno {name},

questo è il mio ultimo messaggio sulla vostra decisione. Se ha comunque venti minuti, risponda con un orario. Altrimenti non riceverà altro.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Promemoria: {subject}",
  formLabel: "Rispondere in circa quattro minuti",
  because:
    "Riceve questo messaggio perché {company} le ha fatto un'offerta e lei ha preso una decisione. Seguiranno al massimo due promemoria.",
  stopLabel: "Non ricevere più questi messaggi",
};
