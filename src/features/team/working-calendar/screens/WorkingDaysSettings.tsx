import { Button, Chip, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { mayManageTeam } from "../../access.ts";
import type { teamContract } from "../../contract.ts";
import type { CalendarShape, WorkingHours } from "../contract.ts";
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
      lead={`Repairs and check-ups are proposed for days on which the team works; how fast we answer is counted in these hours.${mayChange ? "" : " Admins change them."}`}
    >
      {mayChange ? (
        <>
          <Weekdays key={shown.data.weekdays.join()} weekdays={shown.data.weekdays} />
          <Hours key={Object.values(shown.data.hours).join()} hours={shown.data.hours} />
        </>
      ) : (
        <p className={classes.told}>
          {weekdaysInWords(shown.data.weekdays)}, {hoursInWords(shown.data.hours)}
        </p>
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

const hoursInWords = ({ from, until }: WorkingHours) => `from ${from} to ${until}`;

/** By the clock of the team's time zone. */
function Hours({ hours }: { hours: WorkingHours }) {
  const [told, setTold] = useState(hours);
  const { save, saving, problem } = useSave({
    write: (values: WorkingHours) => workingCalendar.saveHours.call(values),
    before: hours,
    said: (saved) => `The team works ${hoursInWords(saved.hours)}.`,
  });
  const changed = told.from !== hours.from || told.until !== hours.until;
  const ends = told.from < told.until;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving && changed && ends) save(told);
  };
  const field = (name: keyof WorkingHours, label: string) => (
    <TextInput
      type="time"
      label={label}
      required
      withAsterisk={false}
      value={told[name]}
      error={name === "until" && !ends && "Later than it begins."}
      onChange={({ currentTarget: { value } }) => setTold((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <form className={classes.add} onSubmit={submit}>
      {problem && <Refusal problem={problem} />}
      {field("from", "Works from")}
      {field("until", "Until")}
      <Button type="submit" variant="default" loading={saving} disabled={!changed || !ends}>
        Save the hours
      </Button>
    </form>
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
