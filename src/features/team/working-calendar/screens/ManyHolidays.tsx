import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { DropZone } from "../../../../ui/DropZone.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { countWords, dayWords, type Reader, todayOf } from "../../../../ui/words.ts";
import type { Holiday } from "../contract.ts";
import { type ReadHolidays, readHolidays } from "./read-holidays.ts";
import { useHolidays } from "./use-holidays.ts";
import classes from "./WorkingDays.module.css";

type Props = { opened: boolean; onClose: () => void; known: readonly Holiday[] };

/** Many days at once: pasted, or from a calendar file, whose days come into the same box to be looked through. */
export function ManyHolidays({ opened, onClose, known }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Add several holidays" size="lg">
      <ManyForm known={known} onDone={onClose} />
    </Dialog>
  );
}

function ManyForm({ known, onDone }: { known: readonly Holiday[]; onDone: () => void }) {
  const reader = useReader();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();
  const { change, saving, problem } = useHolidays(known);
  const read = readHolidays(text);
  const days = countWords(read.holidays.length, "day", "days", reader);

  const take = async ([file]: File[]) => {
    if (!file) return;
    const { readIcsHolidays } = await import("./read-ics-holidays.ts");
    const lines = readIcsHolidays(await file.text(), todayOf(reader));
    setFault(whyNotTaken(lines, file.name));
    if (lines) setText((before) => (before.trim() === "" ? lines : `${before.trimEnd()}\n${lines}`));
  };
  const add = () => {
    if (saving || read.holidays.length === 0) return;
    const said = `${days} off ${read.holidays.length === 1 ? "is" : "are"} on the list.`;
    change({ add: read.holidays, said }, { onSuccess: onDone });
  };
  return (
    <div className={classes.many}>
      {problem && <Refusal problem={problem} />}
      <Textarea
        label="One holiday a line, its day and its name"
        placeholder={"2026-12-25 Christmas Day\n1 January 2027, New Year's Day"}
        autosize
        minRows={6}
        maxRows={14}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <DropZone
        label="Or drop a calendar of holidays here"
        hint="An .ics file. Its days of the next three years come into the list above."
        accept=".ics,text/calendar"
        error={fault}
        onFiles={(files) => void take(files)}
      />
      <div role="status" className={classes.read}>
        {wordsOf(read, reader).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <div>
        <Button loading={saving} disabled={read.holidays.length === 0} onClick={add}>
          {read.holidays.length === 0 ? "Add the days" : `Add ${days}`}
        </Button>
      </div>
    </div>
  );
}

function whyNotTaken(lines: string | null, name: string): string | undefined {
  if (lines === null) return `${name} is no calendar that can be read. Choose an .ics file.`;
  return lines === "" ? `${name} holds no whole days to come.` : undefined;
}

function wordsOf({ holidays, unread }: ReadHolidays, reader: Reader): string[] {
  const [first, last] = [holidays.at(0), holidays.at(-1)];
  const [line] = unread;
  const found =
    first && last && first !== last
      ? `${countWords(holidays.length, "day", "days", reader)}, from ${dayWords(first.heldOn, reader)} to ${dayWords(last.heldOn, reader)}.`
      : first && `${dayWords(first.heldOn, reader)}: ${first.name}.`;
  const missed =
    line &&
    `${countWords(unread.length, "line holds", "lines hold", reader)} no day that can be read, such as “${line.slice(0, 60)}”. Write days as 2026-12-25.`;
  return [found, missed].filter((sentence) => sentence !== undefined && sentence !== "").map(String);
}
