export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const nameOf = (weekday: number): string => weekdayNames[weekday - 1] ?? "";

/** "Monday to Friday", "Monday, Wednesday and Friday": days in a row are told by the first and the last. */
export function weekdaysInWords(weekdays: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const day of weekdays) {
    const run = runs.at(-1);
    if (run && day === run.last + 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  const parts = runs.flatMap(({ first, last }) => {
    if (first === last) return [nameOf(first)];
    return last === first + 1 ? [nameOf(first), nameOf(last)] : [`${nameOf(first)} to ${nameOf(last)}`];
  });
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : (parts[0] ?? "");
}
