import { Button } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { dayOf, dayWords, type Reader, sinceWords } from "../../../ui/words.ts";
import type { TodayShape } from "./today-shape.ts";

type Packet = TodayShape["packets"]["rows"][number];

/** Between who leads and marketing: to be answered, answered, due, or still waited for. */
export default function PacketsToday({ packets }: { packets: TodayShape["packets"] }) {
  const reader = useReader();
  return (
    <ShortList
      title="Marketing"
      count={packets.count}
      all={{ label: "All packets", href: "/audience/packets" }}
      none=""
      isEmpty={false}
    >
      {packets.rows.map((packet) => (
        <ShortListRow
          key={packet.id}
          href={`/audience/packets/${packet.id}`}
          name={packet.question}
          about={aboutWords(packet, reader)}
        >
          {packet.turn !== "wait" && (
            <Button component={UiLink} href={`/audience/packets/${packet.id}`} variant="default" size="compact-sm">
              {packet.turn === "answer" ? "Answer" : packet.turn === "check" ? "Check" : "Read"}
              <span className="only-for-screen-readers">: {packet.question}</span>
            </Button>
          )}
        </ShortListRow>
      ))}
    </ShortList>
  );
}

function aboutWords({ turn, answer, dueOn, askedBy, askedAt, answeredBy }: Packet, reader: Reader): string {
  const since = sinceWords(dayOf(askedAt, reader.timeZone), reader);
  const by = answeredBy?.name ?? "Marketing";
  if (turn === "answer") return `${askedBy?.name ?? "Somebody who left"} waits ${since}`;
  if (turn === "wait") return `you wait ${since}`;
  if (turn === "check") return `was to be done by ${dueOn ? dayWords(dueOn, reader) : "now"}: was it?`;
  if (answer === null) return "Marketing said something";
  return `${by} answered: ${answer}${dueOn ? `, by ${dayWords(dueOn, reader)}` : ""}`;
}
