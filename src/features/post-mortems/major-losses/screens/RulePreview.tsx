import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords, dayWords, numberWords } from "../../../../ui/words.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { MajorLossCriteria } from "../contract.ts";
import { asksNothing } from "../rules.ts";
import classes from "./MajorLosses.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

/** So long nothing is changed before it is looked at. */
const restMs = 400;

/** Which losses of the last twelve months the rule would have named, were it saved like this. */
export function RulePreview({ criteria }: { criteria: MajorLossCriteria }) {
  const reader = useReader();
  const [asked, setAsked] = useState(criteria);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(criteria), restMs);
    return () => window.clearTimeout(timer);
  }, [criteria]);
  const preview = useQuery({
    ...postMortems.previewMajorLossRule.queryOptions({ input: asked }),
    placeholderData: keepPreviousData,
    enabled: !asksNothing(asked),
    staleTime: 60_000,
    retry: false,
  });
  if (asksNothing(criteria))
    return (
      <p className={classes.preview}>Say at least one thing, and the past losses it would have named stand here.</p>
    );
  const found = preview.data;
  return (
    <div className={classes.preview} aria-live="polite" data-stale={preview.isPlaceholderData || undefined}>
      {preview.isPending && <p>Looking at your past losses.</p>}
      {preview.error && <p>{told(preview.error).title}</p>}
      {found && found.losses === 0 && <p>No loss is known yet to try it on.</p>}
      {found && found.losses > 0 && (
        <>
          <p>
            It would have named <strong>{numberWords(found.named, reader)}</strong> of{" "}
            {countWords(found.losses, "loss", "losses", reader)} from {dayWords(found.from, reader)} to{" "}
            {dayWords(found.to, reader)}
            {found.amounts.map(({ amountCents, currency }, place) => (
              <span key={currency}>
                {place === 0 ? ", worth " : " and "}
                <MoneyText minorUnits={amountCents} currency={currency} short />
              </span>
            ))}
            {found.named > 0 && `: about ${paceWords(found.named, reader)}.`}
            {found.named === 0 && "."}
          </p>
          {found.rows.length > 0 && (
            <ul className={classes.named} aria-label="The newest of them">
              {found.rows.slice(0, shown).map(({ id, name, accountName, amount, closedAt }) => (
                <li key={id}>
                  <span>{accountName ?? name}</span>
                  <span className={classes.when}>
                    {amount && <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />}
                    {closedAt && (
                      <>
                        {", "}
                        <InstantText at={closedAt} say="day" />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

const shown = 5;

/** How many talks that makes: what a manager has to find time for. */
function paceWords(named: number, reader: Parameters<typeof numberWords>[1]): string {
  const aMonth = named / 12;
  if (aMonth >= 1.5) return `${numberWords(Math.round(aMonth), reader)} talks a month`;
  if (aMonth >= 0.75) return "a talk a month";
  return named === 1 ? "a talk a year" : `a talk every ${numberWords(Math.round(12 / named), reader)} months`;
}
