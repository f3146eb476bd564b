import { Radio, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { told } from "../../../../platform/browser/api.ts";
import { DayInput } from "../../../../ui/DayInput.tsx";
import { Form } from "../../../../ui/Form.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { type Reader, todayOf } from "../../../../ui/words.ts";
import type { PacketShape } from "../contract.ts";
import classes from "./Packets.module.css";
import { packets, usePutPacket } from "./use-packets.ts";

type Kind = "accepted" | "changed" | "declined" | "done" | "not-yet" | "ask-again" | "withdraw" | "say";

const steps: Record<Kind, { label: string; words: string; save: string; needsWords: boolean; day?: string }> = {
  accepted: {
    ...{ label: "Accept it", words: "What you will do", save: "Accept" },
    ...{ needsWords: true, day: "By when, or since when" },
  },
  changed: {
    ...{ label: "Something else changes", words: "What changes instead", save: "Answer" },
    ...{ needsWords: true, day: "By when, or since when" },
  },
  declined: { label: "Decline it", words: "Why not", save: "Decline", needsWords: true },
  done: { label: "It is done", words: "What came of it, if you like", save: "It is done", needsWords: false },
  "not-yet": {
    ...{ label: "Not yet", words: "What it waits for, if you like", save: "Put it off" },
    ...{ needsWords: false, day: "By when it will be" },
  },
  "ask-again": { label: "Ask again", words: "What you want to know now", save: "Ask again", needsWords: true },
  withdraw: { label: "Take it back", words: "Why, if you like", save: "Take it back", needsWords: false },
  say: { label: "Only say something", words: "What you want to say", save: "Say it", needsWords: true },
};

function kindsOf({ may, turn }: PacketShape): Kind[] {
  const answers: Kind[] = may.answer ? ["accepted", "changed", "declined"] : [];
  const checks: Kind[] = [...(may.check ? ["done" as const] : []), ...(may.postpone ? ["not-yet" as const] : [])];
  return [
    ...(turn === "check" ? [...checks, ...answers] : [...answers, ...checks]),
    ...(may.askAgain ? ["ask-again" as const] : []),
    ...(may.withdraw ? ["withdraw" as const] : []),
    "say",
  ];
}

/** What comes first to mind as the packet stands. */
function firstOf(packet: PacketShape): Kind {
  if (packet.turn === "answer") return "accepted";
  return packet.turn === "check" ? "done" : "say";
}

type Props = { packet: PacketShape };

/** The next thing said on a packet: an answer, whether it was done, or only words. */
export function StepForm({ packet }: Props) {
  const reader = useReader();
  const put = usePutPacket();
  const kinds = kindsOf(packet);
  const [entryId] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState(() => firstOf(packet));
  const [words, setWords] = useState("");
  const [dueOn, setDueOn] = useState<string | null>(null);
  const { label: _label, words: wordsLabel, save: saveLabel, needsWords, day } = steps[kind];
  const save = useMutation({
    mutationFn: () => takeStep(packet, { kind, entryId, words, dueOn: day ? dueOn : null }),
    onSuccess: put,
  });
  return (
    <Form
      onSubmit={() => save.mutate()}
      saving={save.isPending}
      problem={save.error ? told(save.error) : undefined}
      saveLabel={saveLabel}
    >
      {kinds.length > 1 && (
        <Radio.Group
          label="What now?"
          value={kind}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
        >
          <div className={classes.steps}>
            {kinds.map((each) => (
              <Radio key={each} value={each} label={steps[each].label} />
            ))}
          </div>
        </Radio.Group>
      )}
      {day && (
        <DayInput
          label={day}
          value={dueOn}
          onChange={setDueOn}
          required
          choices={usualDays(kind, reader)}
          {...(kind === "not-yet" ? { min: daysOn(todayOf(reader), 1) } : {})}
        />
      )}
      <Textarea
        label={wordsLabel}
        required={needsWords}
        autosize
        minRows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </Form>
  );
}

function usualDays(kind: Kind, reader: Reader): { label: string; day: string }[] {
  const today = todayOf(reader);
  const ahead = [
    { label: "In two weeks", day: daysOn(today, 14) },
    { label: "In a month", day: daysOn(today, 30) },
    { label: "In a quarter", day: daysOn(today, 91) },
  ];
  return kind === "not-yet" ? ahead : [{ label: "It is so today", day: today }, ...ahead];
}

const daysOn = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

type Step = { kind: Kind; entryId: string; words: string; dueOn: string | null };

function takeStep({ id, version }: PacketShape, { kind, entryId, words, dueOn }: Step): Promise<PacketShape> {
  const step = { id, entryId, version, words };
  switch (kind) {
    case "accepted":
    case "changed":
    case "declined":
      return packets.answerPacket.call({ ...step, answer: kind, dueOn });
    case "done":
    case "not-yet":
      return packets.checkPacket.call({ ...step, done: kind === "done", dueOn });
    case "ask-again":
      return packets.askAgain.call(step);
    case "withdraw":
      return packets.withdrawPacket.call(step);
    case "say":
      return packets.sayOnPacket.call({ id, entryId, words });
  }
}
