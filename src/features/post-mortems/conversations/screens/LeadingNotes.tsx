import { Chip, Radio, Textarea } from "@mantine/core";
import type { CustomerAnswers, QuoteConsent, WinAgain } from "../../customer-answers/contract.ts";
import type { PostMortemSheet } from "../contract.ts";
import { type QuestionKey, questionsAbout } from "../rules.ts";
import classes from "./Conversation.module.css";
import { PriorityRatings } from "./PriorityRatings.tsx";
import { Question } from "./Question.tsx";
import { ReasonTicks } from "./ReasonTicks.tsx";
import { Recommendations } from "./Recommendations.tsx";
import type { Notes } from "./use-notes.ts";

type Props = { sheet: PostMortemSheet; notes: Notes };

/** The questions in the words to say, each with room for the answer: typed while they speak. */
export function LeadingNotes({ sheet, notes }: Props) {
  const { competitor } = sheet.postMortem;
  const { lossKind } = sheet.deal;
  const { value: answers, say } = notes;
  const field = (key: QuestionKey) => {
    switch (key) {
      case "compared":
        return (
          <>
            <PriorityRatings
              priorities={sheet.priorities}
              said={answers.priorities}
              winner={lossKind === "no-decision" && !competitor ? null : (competitor ?? "The winner")}
              onChange={(priorities) => say({ priorities })}
            />
            <Words label="How we compared, in their words" of="compared" answers={answers} onSay={say} />
          </>
        );
      case "recommendations":
        return (
          <Recommendations said={answers.recommendations} onChange={(recommendations) => say({ recommendations })} />
        );
      case "winAgain":
        return <WinAgainChoice answers={answers} onSay={say} />;
      default:
        return <Words label="What they say" of={key} answers={answers} onSay={say} />;
    }
  };
  return (
    <div className={classes.questions}>
      {questionsAbout({ lossKind, competitor }).map(({ key, ask, hint }) => (
        <Question key={key} ask={ask} hint={hint}>
          {field(key)}
        </Question>
      ))}
      <Question
        ask="Which reasons did they name?"
        hint="In the same catalogue as the seller's debrief. Tick only what they said."
      >
        <ReasonTicks reasons={sheet.reasons} said={answers.reasons} onChange={(reasons) => say({ reasons })} />
      </Question>
      <QuoteField answers={answers} onSay={say} />
    </div>
  );
}

type Say = (part: Partial<CustomerAnswers>) => void;
type Worded = "winnerBetter" | "compared" | "leastUnderstood" | "whoDecided";

function Words({ label, of, answers, onSay }: { label: string; of: Worded; answers: CustomerAnswers; onSay: Say }) {
  return (
    <Textarea
      aria-label={label}
      placeholder={label}
      autosize
      minRows={2}
      maxLength={4000}
      value={answers[of]}
      onChange={(event) => onSay({ [of]: event.currentTarget.value })}
    />
  );
}

const chances: { value: WinAgain; label: string }[] = [
  { value: "yes", label: "Yes" },
  { value: "maybe", label: "Perhaps" },
  { value: "no", label: "No" },
];

function WinAgainChoice({ answers, onSay }: { answers: CustomerAnswers; onSay: Say }) {
  return (
    <>
      <fieldset className={classes.fieldset} aria-label="Is there a chance for us?">
        <div className={classes.chips}>
          {chances.map(({ value, label }) => (
            <Chip
              key={value}
              size="sm"
              checked={answers.winAgain === value}
              onChange={(on) => onSay({ winAgain: on ? value : null })}
            >
              {label}
            </Chip>
          ))}
        </div>
      </fieldset>
      <Textarea
        aria-label="What would have to be different, and by when"
        placeholder="What would have to be different, and by when"
        autosize
        minRows={1}
        maxLength={4000}
        value={answers.winAgainNote}
        onChange={(event) => onSay({ winAgainNote: event.currentTarget.value })}
      />
    </>
  );
}

const consents: { value: QuoteConsent; label: string; description: string }[] = [
  { value: "no", label: "It stays here", description: "Read on this deal alone." },
  { value: "unnamed", label: "Without their name", description: "Colleagues read the sentence, and not whose it is." },
  { value: "named", label: "With their name", description: "Colleagues read who said it." },
];

function QuoteField({ answers, onSay }: { answers: CustomerAnswers; onSay: Say }) {
  return (
    <Question
      ask="May we quote you?"
      hint="One sentence of theirs, word by word, and what they allow us to do with it."
    >
      <Textarea
        aria-label="Their sentence, word by word"
        placeholder="“…”"
        autosize
        minRows={1}
        maxLength={1000}
        value={answers.quote}
        onChange={(event) => onSay({ quote: event.currentTarget.value })}
      />
      {answers.quote !== "" && (
        <Radio.Group
          aria-label="What they allow"
          value={answers.quoteConsent}
          onChange={(value) => onSay({ quoteConsent: consents.find((one) => one.value === value)?.value ?? "no" })}
        >
          <div className={classes.choices}>
            {consents.map(({ value, label, description }) => (
              <Radio key={value} value={value} label={label} description={description} />
            ))}
          </div>
        </Radio.Group>
      )}
    </Question>
  );
}
