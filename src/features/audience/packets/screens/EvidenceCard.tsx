import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { SayDays } from "../../../../ui/SayDays.tsx";
import { StatusMark } from "../../../../ui/StatusMark.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../../ui/words.ts";
import type { EvidenceShape } from "../contract.ts";
import classes from "./Packets.module.css";

const shownAtOnce = 5;

/** One piece of evidence, in the words and numbers of its day, with the way to where it stands now. */
export function EvidenceCard({ evidence, sent }: { evidence: EvidenceShape; sent: boolean }) {
  const reader = useReader();
  const { title, words, href, deals, hiddenDeals } = evidence;
  return (
    <article className={classes.evidence}>
      <h3 className={classes.evidenceTitle}>{title}</h3>
      <p className={classes.evidenceWords}>
        <SayDays>{words}</SayDays>
      </p>
      <DealList deals={deals.slice(0, shownAtOnce)} />
      {deals.length > shownAtOnce && (
        <details className={classes.more}>
          <summary>{numberWords(deals.length - shownAtOnce, reader)} more</summary>
          <DealList deals={deals.slice(shownAtOnce)} />
        </details>
      )}
      {hiddenDeals > 0 && (
        <p className={classes.quiet}>
          {countWords(hiddenDeals, "more deal", "more deals", reader)} of sellers whose deals you do not see.
        </p>
      )}
      {sent && (
        <p className={classes.quiet}>
          <UiLink href={href}>See how it stands now</UiLink>
        </p>
      )}
    </article>
  );
}

function DealList({ deals }: Pick<EvidenceShape, "deals">) {
  if (deals.length === 0) return null;
  return (
    <ul className={classes.deals}>
      {deals.map(({ id, name, status, amount }) => (
        <li key={id} className={classes.deal}>
          <UiLink href={`/deals/${id}`}>{name}</UiLink>
          <StatusMark status={status} />
          <span className={classes.amount}>
            {amount && <MoneyText minorUnits={amount.amountCents} currency={amount.currency} short />}
          </span>
        </li>
      ))}
    </ul>
  );
}
