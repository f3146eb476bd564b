import type { LetterWords } from "./letter-words.ts";

export const lettersEs: LetterWords = {
  form: {
    subject: "¿Qué deberíamos aprender de su decisión?",
    body: `Hola, {name}:

En {month} tomaron ustedes otro camino. Lo respetamos; este mensaje no pretende cambiarlo.

Queremos aprender de ello. ¿Podría decirnos qué habló a favor de su elección y qué nos aconsejaría? Lleva unos cuatro minutos, puede omitir cualquier pregunta y cambiar sus respuestas hasta el {closes}.

Gracias por su tiempo.

{asker}
{company}`,
    reminders: [
      `Hola, {name}:

Hace unos días le pregunté qué deberíamos aprender de su decisión. Bastan cuatro minutos y puede omitir cualquier pregunta. El formulario está abierto hasta el {closes}.

{asker}
{company}`,
      `Hola, {name}:

Este es mi último mensaje sobre su decisión. Si aún quiere decirnos qué podríamos hacer mejor, el formulario está abierto hasta el {closes}. Si no, no recibirá nada más.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "¿Veinte minutos para aprender de su decisión?",
    body: `Hola, {name}:

En {month} tomaron ustedes otro camino. Lo respetamos; este mensaje no pretende cambiarlo.

¿Me concedería veinte minutos por teléfono? Me gustaría preguntarle qué hacía mejor la otra oferta, cómo quedamos en lo que a ustedes les importa, qué necesidad entendimos menos, qué nos aconseja y cómo se tomó la decisión. Voy a escuchar, no a vender.

Responda con una hora que le venga bien, o con un no. Ambas cosas están bien.

{asker}
{company}`,
    reminders: [
      `Hola, {name}:

Hace unos días le pedí veinte minutos para aprender de su decisión. ¿Le viene bien alguna hora? Un no también está bien.

{asker}
{company}`,
      `Hola, {name}:

Este es mi último mensaje sobre su decisión. Si al final tiene veinte minutos, responda con una hora. Si no, no recibirá nada más.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Recordatorio: {subject}",
  formLabel: "Responder en unos cuatro minutos",
  because:
    "Recibe este mensaje porque {company} le hizo una oferta y usted decidió sobre ella. Seguirán dos recordatorios como máximo.",
  stopLabel: "No recibir más mensajes de este tipo",
};
