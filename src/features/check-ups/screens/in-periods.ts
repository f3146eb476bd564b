import type { CheckUpShape } from "../contract.ts";

type Period = { title: string; checkUps: CheckUpShape[] };

/** Overdue, this month, later; a period without calls is left out. */
export function inPeriods(checkUps: readonly CheckUpShape[], today: string): Period[] {
  const month = today.slice(0, 7);
  const periods: Period[] = [
    { title: "Overdue", checkUps: checkUps.filter(({ dueOn }) => dueOn < today) },
    { title: "This month", checkUps: checkUps.filter(({ dueOn }) => dueOn >= today && dueOn.slice(0, 7) === month) },
    { title: "Later", checkUps: checkUps.filter(({ dueOn }) => dueOn.slice(0, 7) > month) },
  ];
  return periods.filter((period) => period.checkUps.length > 0);
}
