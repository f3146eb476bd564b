import { PhoneIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../../ui/Icon.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { EffortResult, NextCall } from "../filling-blocks/contract.ts";
import classes from "./Block.module.css";
import { becauseWords, resultNames, shortResultNames } from "./block-words.ts";
import type { NewEffort } from "./use-efforts.ts";

/** Whoever has all of them before their eyes calls none. */
const fewAtFirst = 6;

const results: readonly EffortResult[] = ["tried", "talked", "meeting"];

/** Whom to call next, and why; how it went is one press, logged on the deal. */
export function NextCalls({
  calls,
  onLog,
}: {
  calls: readonly NextCall[];
  /** Absent while nothing can be logged. */
  onLog?: ((effort: NewEffort) => void) | undefined;
}) {
  const reader = useReader();
  const [all, setAll] = useState(false);
  const shown = all ? calls : calls.slice(0, fewAtFirst);
  if (calls.length === 0)
    return (
      <p className={classes.none}>
        Nobody waits for your call: no check-up is due, no open deal is quiet, and your won customers heard from you
        lately.
      </p>
    );
  return (
    <>
      <ul className={classes.calls}>
        {shown.map((call) => {
          const name = call.accountName ?? call.dealName;
          return (
            <li key={`${call.dealId} ${call.because.why}`} className={classes.call}>
              <div className={classes.callHead}>
                <UiLink href={`/deals/${call.dealId}`}>{name}</UiLink>
                {call.amount && (
                  <MoneyText minorUnits={call.amount.amountCents} currency={call.amount.currency} short />
                )}
              </div>
              <p className={classes.callWhy}>{becauseWords(call, reader)}</p>
              <div className={classes.callFoot}>
                {call.contactName && (
                  <span className={classes.person}>
                    {call.contactName}
                    {call.phone && (
                      <a href={`tel:${call.phone.replace(/[^+\d]/g, "")}`}>
                        <Icon of={PhoneIcon} size={14} /> {call.phone}
                      </a>
                    )}
                  </span>
                )}
                {onLog && (
                  <span className={classes.callResults}>
                    {results.map((result) => (
                      <Button
                        key={result}
                        size="compact-sm"
                        variant="default"
                        aria-label={`${resultNames[result]}: ${name}`}
                        onClick={() =>
                          onLog({ id: crypto.randomUUID(), kind: call.kind, who: name, result, dealId: call.dealId })
                        }
                      >
                        {shortResultNames[result]}
                      </Button>
                    ))}
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {calls.length > shown.length && (
        <Button variant="subtle" color="gray" size="compact-sm" className={classes.more} onClick={() => setAll(true)}>
          Show all {numberWords(calls.length, reader)}
        </Button>
      )}
    </>
  );
}
