import type { DateOrder } from "./contract.ts";
import { type DateReading, takeDateApart } from "./read-dates.ts";

export type SettledDates = DateReading & { undecided: boolean; why: string };

/**
 * What a column's values say about the order of day and month. One value with a 13 or more in the first place settles
 * the whole column; a column whose every value fits both orders is undecided, and a person is asked.
 */
export class DateEvidence {
  #yearFirst = 0;
  #named = 0;
  #numeric = 0;
  #onlyDayFirst = 0;
  #onlyMonthFirst = 0;
  #eitherWay = 0;
  #numbers = { serial: 0, seconds: 0, milliseconds: 0 };
  #others = 0;
  #example = "";
  #separators = new Set<string>();

  /** By far the most common form, and it says nothing but itself. */
  addYearFirst(): void {
    this.#yearFirst += 1;
  }

  add(text: string): void {
    const shape = takeDateApart(text);
    if (shape === null) this.#others += 1;
    else if (shape.kind === "year-first") this.#yearFirst += 1;
    else if (shape.kind === "named") this.#named += 1;
    else if (shape.kind === "number")
      this.#numbers[shape.value >= 1e11 ? "milliseconds" : shape.value >= 1e8 ? "seconds" : "serial"] += 1;
    else {
      this.#numeric += 1;
      this.#separators.add(shape.separator);
      if (shape.first > 12) this.#onlyDayFirst += 1;
      else if (shape.second > 12) this.#onlyMonthFirst += 1;
      else if (shape.first !== shape.second) {
        this.#eitherWay += 1;
        if (this.#example === "") this.#example = text;
      }
    }
  }

  get looksLikeDates(): boolean {
    const dates = this.#yearFirst + this.#named + this.#numeric;
    return dates > 0 && dates >= this.#others * 4;
  }

  /** Which separators its dates of numbers have: two columns of one export written alike are read alike. */
  get form(): string {
    return [...this.#separators].sort().join("");
  }

  settle(chosen: DateOrder | undefined): SettledDates {
    const numbers = this.#numbers;
    const plainNumbers =
      numbers.milliseconds > 0
        ? "milliseconds"
        : numbers.seconds > 0
          ? "seconds"
          : numbers.serial > 0
            ? "serial"
            : null;
    const say = (order: DateOrder | null, why: string, undecided = false): SettledDates => ({
      order,
      plainNumbers,
      undecided,
      why,
    });
    if (this.#numeric === 0) {
      if (this.#yearFirst > 0) return say("year-first", "the year comes first");
      return say(null, this.#named > 0 ? "the month is named" : plainNumbers ? "dates as plain numbers" : "no dates");
    }
    if (chosen && chosen !== "year-first") return say(chosen, "as you chose");
    if (this.#onlyDayFirst > 0 && this.#onlyDayFirst >= this.#onlyMonthFirst)
      return say("day-first", `${valuesFit(this.#onlyDayFirst)} only with the day first`);
    if (this.#onlyMonthFirst > 0)
      return say("month-first", `${valuesFit(this.#onlyMonthFirst)} only with the month first`);
    if (this.#eitherWay === 0) return say("day-first", "day and month are the same in every value");
    if (this.form === ".") return say("day-first", "dates with dots are written day first");
    return say(null, `${this.#example} fits both orders, and so does every other value`, true);
  }
}

const valuesFit = (count: number) => (count === 1 ? "1 value fits" : `${count} values fit`);
