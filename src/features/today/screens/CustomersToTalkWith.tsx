import { Button } from "@mantine/core";
import { InstantText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { dayOf, daysBetween, todayOf } from "../../../ui/words.ts";
import type { TodayShape } from "./today-shape.ts";

type Props = { customers: TodayShape["customers"]; me: string | undefined };

/** Customers of major losses whom somebody has to talk with; on its seller's day, where they are invited to listen. */
export default function CustomersToTalkWith({ customers, me }: Props) {
  return (
    <ShortList
      title="Customers to talk to"
      count={customers.count}
      all={{ label: "All post-mortems", href: "/team/post-mortems" }}
      none=""
      isEmpty={false}
    >
      {customers.rows.map((customer) => (
        <ShortListRow
          key={customer.id}
          href={`/team/post-mortems/${customer.id}`}
          name={customer.accountName ?? customer.dealName}
          about={<About customer={customer} me={me} />}
        >
          {customer.mayWrite && (
            <Button component={UiLink} href={`/team/post-mortems/${customer.id}`} variant="default" size="compact-sm">
              {customer.plannedFor ? "Talk" : "Prepare"}
              <span className="only-for-screen-readers">: {customer.accountName ?? customer.dealName}</span>
            </Button>
          )}
        </ShortListRow>
      ))}
    </ShortList>
  );
}

function About({ customer, me }: { customer: Props["customers"]["rows"][number]; me: string | undefined }) {
  const reader = useReader();
  const { plannedFor, closedAt, competitor, leadId, leadName, ownerName, mayWrite } = customer;
  const lostTo = competitor ? `lost to ${competitor}` : "lost";
  if (plannedFor) {
    return (
      <>
        {mayWrite ? "" : "you are invited to listen · "}
        <span data-late={dayOf(plannedFor, reader.timeZone) < todayOf(reader) || undefined}>
          <InstantText at={plannedFor} say="when" />
          {`, ${timeOf(plannedFor, reader)}`}
        </span>
        {leadName && leadId !== me && ` · ${leadName} leads`}
      </>
    );
  }
  const days = Math.max(0, daysBetween(dayOf(closedAt, reader.timeZone), todayOf(reader)));
  const when = days === 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
  return (
    <>
      {`${lostTo} ${when}`}
      {ownerName && ` · ${ownerName}`}
      {leadName === null && " · nobody leads it yet"}
    </>
  );
}

function timeOf(instant: string, { locale, timeZone }: { locale: string; timeZone: string }): string {
  return new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(instant));
}
