import { Button, SegmentedControl } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { SuggestInput } from "../../../ui/SuggestInput.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import type { EffortKind, EffortResult, NextCall } from "../filling-blocks/contract.ts";
import classes from "./Block.module.css";
import { kindNames, resultNames, shortResultNames } from "./block-words.ts";
import type { NewEffort } from "./use-efforts.ts";

const kinds = ["referral", "call", "networking"] as const;
const results = ["tried", "talked", "meeting"] as const;
const isKind = (value: string): value is EffortKind => kinds.some((kind) => kind === value);

/** One line, three buttons: what it was, with whom, and how it went. A name of a deal's customer is logged on that deal as well. */
export function LogEffort({ calls, onLog }: { calls: readonly NextCall[]; onLog: (effort: NewEffort) => void }) {
  const [kind, setKind] = useState<EffortKind>("call");
  const [who, setWho] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const names = new Map(calls.map((call) => [call.accountName ?? call.dealName, call]));
  const deal = names.get(who.trim());

  const log = (result: EffortResult) => {
    onLog({ id: crypto.randomUUID(), kind, who: who.trim(), result, dealId: deal?.dealId ?? null });
    setWho("");
    form.current?.querySelector("input[type='text'], input:not([type])")?.scrollIntoView({ block: "nearest" });
  };
  useShortcut("r", () => setKind("referral"), "It is a referral");
  useShortcut("c", () => setKind("call"), "It is a call");
  useShortcut("n", () => setKind("networking"), "It is networking");
  useShortcut("1", () => log("tried"), "Log: tried");
  useShortcut("2", () => log("talked"), "Log: talked");
  useShortcut("3", () => log("meeting"), "Log: meeting agreed");

  return (
    <form
      ref={form}
      className={classes.log}
      aria-label="Log what you do"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        log("tried");
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label="What it is"
        value={kind}
        onChange={(value) => isKind(value) && setKind(value)}
        data={kinds.map((value) => ({ value, label: kindNames[value] }))}
      />
      <SuggestInput label="With whom" value={who} onChange={setWho} choices={[...names.keys()]} maxLength={200} />
      <p className={classes.logHint}>
        {deal ? `Logged on ${deal.dealName} as well.` : "A name is enough; it may stay empty."}
      </p>
      <div className={classes.results}>
        {results.map((result) => (
          <Button
            key={result}
            type={result === "tried" ? "submit" : "button"}
            variant={result === "meeting" ? "filled" : "default"}
            aria-label={resultNames[result]}
            {...(result === "tried" ? {} : { onClick: () => log(result) })}
          >
            {shortResultNames[result]}
          </Button>
        ))}
      </div>
    </form>
  );
}
