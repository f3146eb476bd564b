import type { LetterWords } from "./letter-words.ts";

export const lettersPt: LetterWords = {
  form: {
    subject: "O que devemos aprender com a sua decisão?",
    body: `Olá, {name},

em {month} escolheram outro caminho. Respeitamos isso; esta mensagem não pretende mudar a decisão.

Queremos aprender com ela. Pode dizer-nos o que falou a favor da sua escolha e o que nos aconselharia? Demora cerca de quatro minutos, qualquer pergunta pode ficar sem resposta, e as respostas podem ser alteradas até {closes}.

Obrigado pelo seu tempo.

{asker}
{company}`,
    reminders: [
      `Olá, {name},

há alguns dias perguntei o que devemos aprender com a sua decisão. Bastam quatro minutos, e qualquer pergunta pode ficar sem resposta. O formulário está aberto até {closes}.

{asker}
{company}`,
      `Olá, {name},

esta é a minha última mensagem sobre a sua decisão. Se ainda quiser dizer-nos o que podemos fazer melhor, o formulário está aberto até {closes}. Caso contrário, não receberá mais nada.

{asker}
{company}`,
    ],
  },
  conversation: {
    subject: "Vinte minutos, para aprender com a sua decisão?",
    body: `Olá, {name},

em {month} escolheram outro caminho. Respeitamos isso; esta mensagem não pretende mudar a decisão.

Teria vinte minutos para um telefonema? Gostaria de perguntar o que a outra proposta fazia melhor, como ficámos naquilo que conta para si, que necessidade entendemos menos, o que nos aconselha e como a decisão foi tomada. Vou ouvir, não vender.

Responda com uma hora que lhe convenha, ou com um não. Ambos estão bem.

{asker}
{company}`,
    reminders: [
      `Olá, {name},

há alguns dias pedi-lhe vinte minutos, para aprender com a sua decisão. Há uma hora que lhe convenha? Um não também está bem.

{asker}
{company}`,
      `Olá, {name},

esta é a minha última mensagem sobre a sua decisão. Se afinal tiver vinte minutos, responda com uma hora. Caso contrário, não receberá mais nada.

{asker}
{company}`,
    ],
  },
  reminderSubject: "Lembrete: {subject}",
  formLabel: "Responder em cerca de quatro minutos",
  because:
    "Recebe esta mensagem porque {company} lhe fez uma proposta e tomou uma decisão sobre ela. Seguem-se no máximo dois lembretes.",
  stopLabel: "Não receber mais destas mensagens",
};
