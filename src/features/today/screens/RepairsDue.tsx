import { Button } from "@mantine/core";
import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, todayOf } from "../../../ui/words.ts";
import type { TodayShape } from "./today-shape.ts";

/** The soonest of both lists, which each come with their own first few. */
const atOnce = 5;

type DueRow = {
  id: string;
  dealId: string;
  dealName: string;
  what: string;
  dueOn: string;
  whose: string | null;
  href: string;
};

type Props = Pick<TodayShape, "tasks" | "practices"> & { me: string | undefined; mayFinish: boolean };

/** What is to be done on open deals: repairs, and practices that no repair does. */
export function RepairsDue({ tasks, practices, me, mayFinish }: Props) {
  const reader = useReader();
  const today = todayOf(reader);
  // They stand in two places: how many in each, so that both together are the number above.
  const many = (count: number, one: string) => countWords(count, one, `${one}s`, reader);
  const rows: DueRow[] = [
    ...tasks.rows.map((task) => ({
      ...{ id: task.id, dealId: task.dealId, dealName: task.dealName, what: task.repairName, dueOn: task.dueOn },
      ...{ whose: task.ownerId === me ? null : task.ownerName, href: `/pipeline-check?show=repairs&task=${task.id}` },
    })),
    ...practices.rows.flatMap(({ id, deal, practiceTitle, dueOn, memberId, memberName }) =>
      deal
        ? {
            ...{ id, dealId: deal.id, dealName: deal.name, what: practiceTitle, dueOn },
            ...{ whose: memberId === me ? null : memberName, href: `/team/playbook?show=to-apply&use=${id}` },
          }
        : [],
    ),
  ];
  rows.sort((one, other) => one.dueOn.localeCompare(other.dueOn));
  return (
    <ShortList
      title="Repairs to do"
      count={tasks.count + practices.count}
      all={[
        ...(tasks.count > 0 ? [{ label: many(tasks.count, "repair"), href: "/pipeline-check?show=repairs" }] : []),
        ...(practices.count > 0
          ? [{ label: many(practices.count, "practice"), href: "/team/playbook?show=to-apply" }]
          : []),
      ]}
      none={mayFinish ? "No repair is set. One click in the pipeline check makes one a task." : "No repair is set."}
      isEmpty={rows.length === 0}
    >
      {rows.slice(0, atOnce).map((task) => (
        <ShortListRow
          key={task.id}
          href={`/deals/${task.dealId}`}
          name={task.dealName}
          about={
            <>
              {task.what}
              {" · "}
              <span data-late={task.dueOn < today || undefined}>
                {task.dueOn < today ? "was due " : "due "}
                <DayText on={task.dueOn} say="when" />
              </span>
              {task.whose && ` · ${task.whose}`}
            </>
          }
        >
          {mayFinish && (
            <Button component={UiLink} href={task.href} variant="default" size="compact-sm">
              Done
              <span className="only-for-screen-readers">
                : {task.what} for {task.dealName}
              </span>
            </Button>
          )}
        </ShortListRow>
      ))}
    </ShortList>
  );
}
