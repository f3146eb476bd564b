import { addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { todayOf } from "../../../ui/words.ts";
import { Question } from "./Question.tsx";

type Props = { because: string; day: string | null; onChange: (day: string | null) => void };

/** When this customer is called again: proposed from their contract term, or the day one prefers, or never. */
export function CheckUpDay({ because, day, onChange }: Props) {
  const today = todayOf(useReader());
  return (
    <Question title="When do you call them again?">
      <DayInput
        label="Check-up"
        description={because}
        value={day}
        min={today}
        onChange={onChange}
        choices={[
          { label: "In 3 months", day: addMonths(today, 3) },
          { label: "In 9 months", day: addMonths(today, 9) },
        ]}
      />
    </Question>
  );
}
