import { type RawBuilder, type SqlBool, sql } from "kysely";
import { closedIn } from "../../store.ts";
import { withContact } from "../activity-mix/store.ts";
import { usualHours, type WorkAsked, type WorkFigure } from "../contract.ts";
import { noStepRecorded, type Standing, stepStood } from "../preparation/store.ts";
import { type Promised, withPromise } from "../promises/store.ts";
import { type Waits, withWaits } from "../waits/store.ts";

/** All that any figure of work is told by. */
export type Worked = Waits & Standing & Promised & WorkAsked;

/** Deals `d` that closed in the stretch, as the figure asks: won, lost, or either. */
const closed = ({ stretch, ended }: Worked): RawBuilder<SqlBool> =>
  sql`(${closedIn(stretch)} and ${ended === undefined ? sql`true` : sql`d.status = ${ended}`})`;

/** What deals `d` a figure of work is made of. */
export const behindWork: Record<WorkFigure, (asked: Worked) => RawBuilder<SqlBool>> = {
  messages: (asked) => withWaits("answer", asked, ["answered", "perhaps", "closed", "waiting"]),
  answered: (asked) => withWaits("answer", asked, ["answered"]),
  unanswered: (asked) => withWaits("answer", asked, ["closed", "waiting"]),
  "answered-late": ({ withinHours = usualHours, ...asked }) =>
    withWaits("answer", asked, ["answered", "perhaps", "closed", "waiting"], withinHours * 60),
  "missed-calls": (asked) =>
    withWaits("call-back", asked, ["called", "otherwise", "perhaps", "closed", "waiting", "again", "day-only"]),
  "called-back": (asked) => withWaits("call-back", asked, ["called"]),
  "returned-otherwise": (asked) => withWaits("call-back", asked, ["otherwise"]),
  "not-returned": (asked) => withWaits("call-back", asked, ["closed", "waiting"]),
  "with-contact": (asked) => sql`(${closed(asked)} and ${withContact(asked.workspace, true)})`,
  "no-contact": (asked) => sql`(${closed(asked)} and ${withContact(asked.workspace, false)})`,
  "steps-due": (asked) => sql`(${closed(asked)} and ${stepStood(asked, asked.stepId, ["inTime", "late", "missed"])})`,
  "steps-in-time": (asked) => sql`(${closed(asked)} and ${stepStood(asked, asked.stepId, ["inTime"])})`,
  "steps-late": (asked) => sql`(${closed(asked)} and ${stepStood(asked, asked.stepId, ["late"])})`,
  "steps-missed": (asked) => sql`(${closed(asked)} and ${stepStood(asked, asked.stepId, ["missed"])})`,
  "no-steps": (asked) => sql`(${closed(asked)} and ${noStepRecorded(asked)})`,
  "promises-kept": (asked) => withPromise(asked, ["kept"]),
  "promises-late": (asked) => withPromise(asked, ["done-late", "still-open"]),
  "promises-open": (asked) => withPromise(asked, ["to-come"]),
};
