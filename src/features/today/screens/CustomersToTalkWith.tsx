import { Button } from "@mantine/core";
import { InstantText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { dayOf, daysBetween, todayOf } from "../../../ui/words.ts";
import classes from "./Today.module.css";
import { TodayList } from "./TodayList.tsx";
import type { TodayShape } from "./today-shape.ts";

type Props = { customers: TodayShape["customers"]; me: string | undefined };

/** Customers of major losses whom somebody has to talk with; on its seller's day, where they are invited to listen. */
export default function CustomersToTalkWith({ customers, me }: Props) {
  return (
    <TodayList
      title="Customers to talk to"
      count={customers.count}
      all={{ label: "All post-mortems", href: "/team/post-mortems" }}
      none=""
      isEmpty={false}
    >
      {customers.rows.map((customer) => (
        <li key={customer.id} className={classes.row}>
          <div className={classes.what}>
            <UiLink className={classes.name} href={`/team/post-mortems/${customer.id}`} data-row-focus="">
              {customer.accountName ?? customer.dealName}
            </UiLink>
            <About customer={customer} me={me} />
          </div>
          {customer.mayWrite && (
            <Button component={UiLink} href={`/team/post-mortems/${customer.id}`} variant="default" size="compact-sm">
              {customer.plannedFor ? "Talk" : "Prepare"}
              <span className="only-for-screen-readers">: {customer.accountName ?? customer.dealName}</span>
            </Button>
          )}
        </li>
      ))}
    </TodayList>
  );
}

function About({ customer, me }: { customer: Props["customers"]["rows"][number]; me: string | undefined }) {
  const reader = useReader();
  const { plannedFor, closedAt, competitor, leadId, leadName, ownerName, mayWrite } = customer;
  const lostTo = competitor ? `lost to ${competitor}` : "lost";
  if (plannedFor) {
    return (
      <span className={classes.about}>
        {mayWrite ? "" : "you are invited to listen · "}
        <span data-late={dayOf(plannedFor, reader.timeZone) < todayOf(reader) || undefined}>
          <InstantText at={plannedFor} say="when" />
          {`, ${timeOf(plannedFor, reader)}`}
        </span>
        {leadName && leadId !== me && ` · ${leadName} leads`}
      </span>
    );
  }
  const days = Math.max(0, daysBetween(dayOf(closedAt, reader.timeZone), todayOf(reader)));
  const when = days === 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
  return (
    <span className={classes.about}>
      {`${lostTo} ${when}`}
      {ownerName && ` · ${ownerName}`}
      {leadName === null && " · nobody leads it yet"}
    </span>
  );
}

function timeOf(instant: string, { locale, timeZone }: { locale: string; timeZone: string }): string {
  return new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(instant));
}
