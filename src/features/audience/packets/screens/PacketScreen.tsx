import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { sayRefused } from "../../screens/use-audience.ts";
import type { PacketShape } from "../contract.ts";
import { EvidenceCard } from "./EvidenceCard.tsx";
import classes from "./Packets.module.css";
import { entryWords, standingWords, turnWords } from "./packet-words.ts";
import { StepForm } from "./StepForm.tsx";
import { packets, usePutPacket } from "./use-packets.ts";

const back = { label: "Packets", href: "/audience/packets" };

/** One question to marketing: its evidence as it was then, all that was said, and what is to be done next. */
export default function PacketScreen() {
  const { id = "" } = useParams({ strict: false });
  const reader = useReader();
  const asked = packets.showPacket.queryOptions({ input: { id } });
  const shown = useQuery(asked);
  const packet = shown.data;
  const failure = shown.error && !packet ? told(shown.error) : undefined;
  return (
    <AudiencePage
      current="/audience/packets"
      back={back}
      knownBy={asked.queryKey}
      title={packet ? beginningOf(packet.question) : "A packet"}
      lead={packet && standingWords(packet, reader)}
    >
      {failure && (
        <ErrorState
          happened={failure.title}
          toDo={failure.detail}
          {...(failure.status === 404 ? {} : { onRetry: () => void shown.refetch() })}
        />
      )}
      {packet && <Packet packet={packet} />}
    </AudiencePage>
  );
}

function Packet({ packet }: { packet: PacketShape }) {
  const turn = turnWords(packet);
  const put = usePutPacket();
  const note = useMutation({
    mutationFn: () => packets.notePacket.call({ id: packet.id }),
    onSuccess: put,
    onError: sayRefused,
  });
  return (
    <div className={classes.packet}>
      {turn && (
        <div className={classes.turn}>
          <p>{turn}</p>
          {packet.turn === "note" && (
            <Button variant="default" size="compact-sm" loading={note.isPending} onClick={() => note.mutate()}>
              Take note
            </Button>
          )}
        </div>
      )}
      <Section title="What was sent" lead="In the words and numbers of the day it was sent.">
        {packet.evidence.map((evidence, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sent once, in this order for good
          <EvidenceCard key={place} evidence={evidence} sent />
        ))}
      </Section>
      <Section title="What was said">
        <ol className={classes.thread}>
          {packet.thread.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
        <StepForm key={packet.thread.length} packet={packet} />
      </Section>
    </div>
  );
}

function Entry({ entry }: { entry: PacketShape["thread"][number] }) {
  const reader = useReader();
  const did = entryWords(entry, reader);
  return (
    <li className={classes.entry}>
      <p className={classes.who}>
        <strong>{entry.by?.name ?? "Somebody who left"}</strong> {did}
        <span className={classes.quiet}>
          {" · "}
          <InstantText at={entry.at} say="time" />
        </span>
      </p>
      {entry.words && <p className={classes.words}>{entry.words}</p>}
    </li>
  );
}

const longest = 120;

/** Long questions stand in full below. */
function beginningOf(question: string): string {
  const [line = ""] = question.split("\n");
  if (line.length <= longest) return line;
  return `${line.slice(0, longest).replace(/\s+\S*$/, "")} …`;
}
