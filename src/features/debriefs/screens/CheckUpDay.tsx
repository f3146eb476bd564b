import { addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { todayOf } from "../../../ui/words.ts";
import { Question } from "./Question.tsx";

type Props = {
  because: string;
  proposed: string | null;
  day: string | null;
  onChange: (day: string | null) => void;
};

/** When this customer is called again: proposed from their contract term, or the day one prefers. */
export function CheckUpDay({ because, proposed, day, onChange }: Props) {
  const today = todayOf(useReader());
  const choices = [
    ...(proposed ? [{ label: "As proposed", day: proposed }] : []),
    { label: "In 3 months", day: addMonths(today, 3) },
    { label: "In 6 months", day: addMonths(today, 6) },
  ];
  return (
    <Question title="When do you call them again?">
      <DayInput
        label="Check-up"
        description={day === null && proposed ? "Left empty, the proposed day is set." : because}
        value={day}
        min={today}
        onChange={onChange}
        choices={choices.filter(
          (choice, place) => choices.findIndex(({ day: other }) => other === choice.day) === place,
        )}
      />
    </Question>
  );
}
