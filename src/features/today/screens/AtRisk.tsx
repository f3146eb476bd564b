import { FlagMark } from "../../../ui/Flag.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, moneyWords } from "../../../ui/words.ts";
import classes from "./Today.module.css";
import { TodayList } from "./TodayList.tsx";
import type { TodayShape } from "./today-shape.ts";

type Props = { risks: TodayShape["risks"]; openDeals: number };

/** Which of the open deals carry a mistake somebody promised to watch for, or that costs the whole team. */
export function AtRisk({ risks, openDeals }: Props) {
  const reader = useReader();
  const inAll = countWords(openDeals, "open deal", "open deals", reader);
  return (
    <TodayList
      title="Open deals at risk"
      all={{ label: "Pipeline check", href: "/pipeline-check" }}
      none={openDeals === 0 ? "There is no open deal to watch." : `None of ${inAll} carries a flag you watch for.`}
      isEmpty={risks.length === 0}
    >
      {risks.map((rule) => (
        <li key={rule.commitment?.id ?? rule.flagId} className={classes.row}>
          <FlagMark state="up" />
          <div className={classes.what}>
            <UiLink
              className={classes.name}
              href={`/pipeline-check?${new URLSearchParams({ rule: rule.commitment?.id ?? rule.flagId }).toString()}`}
              data-row-focus=""
            >
              {rule.flagName}
            </UiLink>
            <span className={classes.about}>
              {rule.atRisk} of {inAll}
              {rule.unknown > 0 && `, ${rule.unknown} not known`}
              {rule.commitment && " · your commitment"}
            </span>
          </div>
          <span className={classes.money}>
            {rule.moneyAtRisk
              .map(({ amountCents, currency }) => moneyWords(amountCents, currency, reader, { short: true }))
              .join(", ")}
          </span>
        </li>
      ))}
    </TodayList>
  );
}
