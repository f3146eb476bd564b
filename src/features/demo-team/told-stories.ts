type Said = { by: string | null; byTeller?: true; daysAgo: number; body: string };
export type Told = {
  /** Null: told without a name. */
  by: string | null;
  daysAgo: number;
  reasons: readonly string[];
  title: string;
  happened: string;
  movedOn: string;
  helped: number;
  comments: readonly Said[];
};

/** Stories the demo team's people tell; each names a reason of the catalogue by its key. */
export const toldStories: readonly Told[] = [
  {
    by: "Amina Yılmaz",
    daysAgo: 9,
    reasons: ["decision-makers-not-identified", "budget-gone"],
    title: "Eleven months, one signature short",
    happened:
      "It was going to be the largest deal I ever closed. Their head of operations loved it, the pilot went well, we had even agreed on the kick-off date. Then the finance director, whom I had never met, moved the money to a new warehouse in one meeting.\n\nI learnt about it from an out-of-office reply.",
    movedOn:
      "I took the rest of the day off, which I had never done before. On the way home I wrote down the one thing I could have done: ask in the second call who else has to say yes.\n\nThe next morning I did not touch the pipeline. I called three customers who like us, just to hear how they are. One of them had a sister company that was looking. That became my best quarter.",
    helped: 6,
    comments: [
      {
        by: "Jonas Bergström",
        daysAgo: 8,
        body: "Thank you for telling this. I have the same finance director in two deals right now, only with other names.",
      },
      {
        by: "Amina Yılmaz",
        byTeller: true,
        daysAgo: 8,
        body: "Then call them this week. The worst they can say is what they would say anyway, only sooner.",
      },
      { by: null, daysAgo: 6, body: "I read this on the evening of mine. It helped more than the debrief did." },
    ],
  },
  {
    by: null,
    daysAgo: 16,
    reasons: ["went-silent"],
    title: "I refreshed my inbox for five weeks",
    happened:
      "They asked for the proposal by Friday, I worked two evenings on it, and after that I never heard from them again. I wrote seven times. Each message was a little friendlier and a little more desperate than the one before.\n\nIn our Monday round I kept saying that they were about to sign. I think I was the only one who believed it.",
    movedOn:
      "I told my manager the truth, and nothing bad happened. Then I closed it myself, with a date in my calendar to call again in nine months.\n\nWhat helped most was small: from then on I never send a proposal without having the day of the next call agreed. I have not written seven unanswered messages since.",
    helped: 9,
    comments: [
      { by: "Priya Nair", daysAgo: 15, body: "“A little friendlier and a little more desperate” is exactly it." },
      {
        by: null,
        byTeller: true,
        daysAgo: 14,
        body: "I can laugh about it by now. It took until about the third month.",
      },
      {
        by: "Renata Okafor",
        daysAgo: 12,
        body: "As somebody's manager: please tell me in week two. I promise that nothing bad happens then, either.",
      },
    ],
  },
  {
    by: "Kofi Mensah",
    daysAgo: 34,
    reasons: ["competition-underestimated", "incumbent"],
    title: "Second place with applause",
    happened:
      "Four vendors, a beauty contest of two days, and the jury told us that ours was the best presentation they had seen. They stayed with the one they had. I had asked about everything, but not once what would have to be wrong for them to leave.",
    movedOn:
      "I went running, badly. In the evening I wrote to the jury and thanked them, and asked for ten minutes about what would have made the difference. They gave me forty.\n\nTwo of their answers are in my first call ever since. And I put the date when their contract ends into my calendar: they said I may call.",
    helped: 4,
    comments: [
      { by: "Mai Hoang", daysAgo: 33, body: "What did you ask them, word for word?" },
      {
        by: "Kofi Mensah",
        byTeller: true,
        daysAgo: 33,
        body: "“If we had been perfect, would you have changed?” Then I was quiet. That was all.",
      },
    ],
  },
  {
    by: "Zofia Wójcik",
    daysAgo: 58,
    reasons: ["price"],
    title: "The discount nobody had asked for",
    happened:
      "I was behind on my quota and offered fifteen percent before they had said a word about money. Their buyer smiled and asked what else was not worth its price. We ended up thirty percent down, and then they took the cheaper one anyway.",
    movedOn:
      "I was ashamed for a week. Then I told the story at lunch, and it turned out that everybody at the table had one like it.\n\nHenrik practised the money talk with me on two Fridays. In the next deal I said our price and counted to ten in my head. They signed.",
    helped: 7,
    comments: [{ by: "Tomás Quispe", daysAgo: 55, body: "Counting to ten. I will try that tomorrow at eleven." }],
  },
  {
    by: "Gabriel Moreau",
    daysAgo: 83,
    reasons: ["champion-left"],
    title: "My champion changed jobs on a Tuesday",
    happened:
      "Everything hung on her: she knew our product better than I did. On Tuesday she wrote that Friday was her last day. Nobody else there had ever spoken with us, and her successor wanted to look at the market again from the beginning.",
    movedOn:
      "First I congratulated her, and I meant it. Then I asked her for two introductions before Friday, and got three.\n\nWe lost that deal all the same. But she called me four months later from her new desk. It is my favourite customer today.",
    helped: 5,
    comments: [
      { by: "Lena Horvat", daysAgo: 80, body: "I would not have dared to ask in her last week." },
      {
        by: "Gabriel Moreau",
        byTeller: true,
        daysAgo: 79,
        body: "People who leave like to leave something behind. Ask.",
      },
    ],
  },
];
