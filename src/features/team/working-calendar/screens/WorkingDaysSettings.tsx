import { Button, Chip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { mayManageTeam } from "../../access.ts";
import type { teamContract } from "../../contract.ts";
import type { CalendarShape } from "../contract.ts";
import { AddHoliday } from "./AddHoliday.tsx";
import { HolidayList } from "./HolidayList.tsx";
import { ManyHolidays } from "./ManyHolidays.tsx";
import { weekdayNames, weekdaysInWords } from "./name-weekdays.ts";
import { useHolidays, workingCalendar } from "./use-holidays.ts";
import classes from "./WorkingDays.module.css";

const team = apiOf<typeof teamContract>("team");

/** On which days the team works: no task, call or reminder is proposed for another. */
export default function WorkingDaysSettings() {
  const me = useQuery(team.me.queryOptions());
  const shown = useQuery(workingCalendar.showCalendar.queryOptions());
  if (shown.error && !shown.data) {
    return (
      <ErrorState
        happened="The working days did not load."
        means={told(shown.error).title}
        toDo="Nothing was changed."
        onRetry={() => void shown.refetch()}
      />
    );
  }
  if (!me.data || !shown.data) return <Skeletons shape="text" count={6} />;
  const mayChange = mayManageTeam(me.data.member);
  return (
    <Section
      title="Working days"
      lead={`Repairs and check-ups are proposed for days on which the team works.${mayChange ? "" : " Admins change them."}`}
    >
      {mayChange ? (
        <Weekdays key={shown.data.weekdays.join()} weekdays={shown.data.weekdays} />
      ) : (
        <p className={classes.told}>{weekdaysInWords(shown.data.weekdays)}</p>
      )}
      <Holidays calendar={shown.data} mayChange={mayChange} />
    </Section>
  );
}

/** Each tap is saved. The last day stays: a team works on one at least. */
function Weekdays({ weekdays }: { weekdays: readonly number[] }) {
  const { save, saving, problem } = useSave({
    write: (chosen: number[]) => workingCalendar.saveWeekdays.call({ weekdays: chosen }),
    before: [...weekdays],
    said: (saved) => `The team works ${weekdaysInWords(saved.weekdays)}.`,
  });
  const choose = (weekday: number, isWorked: boolean) => {
    const chosen = weekdays.filter((each) => each !== weekday);
    if (isWorked) chosen.push(weekday);
    if (!saving && chosen.length > 0) save(chosen.sort((one, other) => one - other));
  };
  return (
    <fieldset className={classes.weekdays}>
      <legend className="only-for-screen-readers">Weekdays the team works on</legend>
      {problem && <Refusal problem={problem} />}
      <div className={classes.chips}>
        {weekdayNames.map((name, at) => (
          <Chip
            key={name}
            checked={weekdays.includes(at + 1)}
            disabled={weekdays.length === 1 && weekdays[0] === at + 1}
            onChange={(isWorked) => choose(at + 1, isWorked)}
          >
            {name}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}

function Holidays({ calendar: { holidays }, mayChange }: { calendar: CalendarShape; mayChange: boolean }) {
  const { change, saving, problem, changing } = useHolidays(holidays);
  const [many, setMany] = useState(false);
  return (
    <div className={classes.holidays}>
      <h3 className={classes.title}>Holidays</h3>
      {problem && <Refusal problem={problem} />}
      {holidays.length === 0 && (
        <p className={classes.quiet}>
          None yet. Days on which nobody works are listed here, such as 25 December, Christmas Day.
        </p>
      )}
      <HolidayList
        holidays={holidays}
        removing={saving ? changing?.remove?.[0] : undefined}
        onRemove={
          mayChange ? ({ heldOn, name }) => change({ remove: [heldOn], said: `${name} is removed.` }) : undefined
        }
      />
      {mayChange && (
        <>
          <AddHoliday
            saving={saving && changing?.add !== undefined}
            onAdd={(holiday) => change({ add: [holiday], said: `${holiday.name} is a day off.` })}
            others={
              <Button variant="subtle" onClick={() => setMany(true)}>
                Paste or import several
              </Button>
            }
          />
          <ManyHolidays opened={many} onClose={() => setMany(false)} known={holidays} />
        </>
      )}
    </div>
  );
}
