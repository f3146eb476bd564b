import type { ReactNode } from "react";
import { FlagMark } from "../../../ui/Flag.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { RowFigure, ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, moneyWords, numberWords } from "../../../ui/words.ts";
import { mayImport } from "../../deals/import/access.ts";
import type { MemberShape } from "../../team/contract.ts";
import type { TodayShape } from "./today-shape.ts";

type Props = Pick<TodayShape, "risks" | "flagsNotKnown" | "openDeals"> & { me: MemberShape | undefined };

/** Which of the open deals carry a mistake somebody promised to watch for, or that costs the whole team. */
export function AtRisk({ risks, flagsNotKnown, openDeals, me }: Props) {
  const reader = useReader();
  const deals = (count: number) => countWords(count, "open deal", "open deals", reader);
  return (
    <ShortList
      title="Open deals at risk"
      all={{ label: "Pipeline check", href: "/pipeline-check" }}
      none={noneAtRisk({ flagsNotKnown, openDeals, me }, deals(openDeals))}
      isEmpty={risks.length === 0}
    >
      {risks.map((rule) => (
        <ShortListRow
          key={rule.commitment?.id ?? rule.flagId}
          mark={<FlagMark state="up" />}
          href={`/pipeline-check?${new URLSearchParams({ rule: rule.commitment?.id ?? rule.flagId }).toString()}`}
          name={rule.flagName}
          about={
            <>
              {/* Resting deals are held against nothing, here as in the pipeline check. */}
              {numberWords(rule.atRisk, reader)} of {deals(rule.atRisk + rule.safe + rule.unknown)}
              {rule.unknown > 0 && `, ${numberWords(rule.unknown, reader)} not known`}
              {rule.commitment && " · your commitment"}
            </>
          }
        >
          <RowFigure>
            {rule.moneyAtRisk
              .map(({ amountCents, currency }) => moneyWords(amountCents, currency, reader, { short: true }))
              .join(", ")}
          </RowFigure>
        </ShortListRow>
      ))}
    </ShortList>
  );
}

/** Silence of the record is no good news: it is said, with what would end it. */
function noneAtRisk({ flagsNotKnown, openDeals, me }: Omit<Props, "risks">, deals: string): ReactNode {
  if (openDeals === 0) return "There is no open deal to watch.";
  if (flagsNotKnown.length === 0) return `None of ${deals} carries a flag you watch for.`;
  return (
    <>
      On most of {deals} the record does not tell: {flagsNotKnown.join(", ")}.{" "}
      {me && mayImport(me) ? (
        <>
          <UiLink href="/import">Import calls, contacts or stages</UiLink>, or log them on a deal.
        </>
      ) : (
        "Log calls, contacts and close dates on your deals."
      )}
    </>
  );
}
