import { Button, Checkbox } from "@mantine/core";
import { told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { FlagMark } from "../../../ui/Flag.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { SayDays } from "../../../ui/SayDays.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords } from "../../../ui/words.ts";
import type { MeetingView } from "../live/contract.ts";
import type { Worksheet } from "../worksheet/contract.ts";
import { useWorksheet } from "./use-worksheet.ts";
import classes from "./Worksheet.module.css";

const markOf = { yes: "up", no: "down", unknown: "unknown" } as const;
const appliesWords = {
  yes: "Applies now.",
  no: "Its flag is down.",
  unknown: "No flag says whether it applies.",
} as const;

/** My open deals by what the meeting adopted: a tick becomes a task on that deal. */
export function WorksheetPart({ view }: { view: MeetingView }) {
  const reader = useReader();
  const { meeting, me, practices } = view;
  const sheet = useWorksheet(meeting.id, me.id, practices.map(({ id }) => id).join(" "));
  const { worksheet } = sheet;
  if (!worksheet) {
    if (!sheet.error) return <Skeletons shape="table" />;
    const { title, detail } = told(sheet.error);
    return <ErrorState happened={title} toDo={detail} onRetry={sheet.retry} />;
  }
  const ticks = worksheet.deals.flatMap(({ id, cells }) =>
    cells.filter((cell) => sheet.isTicked({ dealId: id, practiceId: cell.practiceId }, cell.ticked)),
  ).length;
  if (worksheet.practices.length === 0)
    return <p className={classes.none}>Nothing was adopted yet. What is adopted stands here with your open deals.</p>;
  if (worksheet.deals.length === 0)
    return (
      <p className={classes.none}>
        You have no open deal to tick. {worksheet.practices.map(({ title }) => `“${title}”`).join(", ")} stands in the{" "}
        <UiLink href="/team/playbook">playbook</UiLink> for the next one.
      </p>
    );
  return (
    <div className={classes.sheet}>
      <h2 className={classes.title}>Your open deals</h2>
      <p className={classes.lead}>
        Tick where you will do it. Each tick becomes a task on that deal and on your Today. A flag says where it applies
        now; you know better.
      </p>
      <div className={classes.frame}>
        <table className={classes.table}>
          <caption className="only-for-screen-readers">My open deals by the practices of this meeting</caption>
          <thead>
            <tr>
              <th scope="col">Deal</th>
              {worksheet.practices.map((practice) => (
                <th key={practice.id} scope="col" title={practice.how || practice.appliesWhen}>
                  {practice.title}
                  {practice.appliesWhen && <span className={classes.when}>{practice.appliesWhen}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {worksheet.deals.map((deal) => (
              <tr key={deal.id}>
                <th scope="row">
                  <UiLink className={classes.deal} href={`/deals/${deal.id}`}>
                    {deal.name}
                  </UiLink>
                  <span className={classes.about}>
                    {deal.amountCents !== null && deal.currency !== null && (
                      <>
                        <MoneyText minorUnits={deal.amountCents} currency={deal.currency} />
                        {" · "}
                      </>
                    )}
                    {deal.stageName}
                  </span>
                </th>
                {worksheet.practices.map((practice) => {
                  const cell = deal.cells.find(({ practiceId }) => practiceId === practice.id);
                  return (
                    <td key={practice.id}>
                      {cell && (
                        <TickCell
                          cell={cell}
                          label={`${practice.title}: ${deal.name}`}
                          title={practice.title}
                          checked={sheet.isTicked({ dealId: deal.id, practiceId: practice.id }, cell.ticked)}
                          onTick={(ticked) => sheet.tick({ dealId: deal.id, practiceId: practice.id, ticked })}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.foot}>
        <Button
          variant={worksheet.done ? "default" : "filled"}
          loading={sheet.state === "saving" && ticks === 0}
          onClick={() => sheet.finish(!worksheet.done)}
        >
          {worksheet.done ? "I am not through after all" : "I am through"}
        </Button>
        <p className={classes.state} role="status">
          {sheet.state === "unsaved"
            ? `Kept on this device, not sent yet. ${sheet.refusal ?? ""}`
            : sheet.state === "saving"
              ? "Saving …"
              : ticks > 0
                ? `${countWords(ticks, "task", "tasks", reader)}, on your Today and on their deals`
                : "Saved as you tick"}
        </p>
      </div>
    </div>
  );
}

type CellProps = {
  cell: Worksheet["deals"][number]["cells"][number];
  /** Names both, for whoever doesn't see row and column. */
  label: string;
  title: string;
  checked: boolean;
  onTick: (ticked: boolean) => void;
};

function TickCell({ cell: { applies, evidence, dueOn, done }, label, title, checked, onTick }: CellProps) {
  return (
    <div className={classes.cell} data-ticked={checked || undefined}>
      <Checkbox
        aria-label={label}
        checked={checked}
        // What is done stays done.
        disabled={done && checked}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <span className={classes.cellWords}>
        <span className={classes.cellTitle} aria-hidden="true">
          {title}
        </span>
        <span className={classes.flag}>
          <FlagMark state={markOf[applies]} />
          <span>{evidence === "" ? appliesWords[applies] : <SayDays>{evidence}</SayDays>}</span>
        </span>
        {checked && dueOn && (
          <span className={classes.due}>
            {done ? "Done" : "Due"} {!done && <DayText on={dueOn} say="when" />}
          </span>
        )}
      </span>
    </div>
  );
}
