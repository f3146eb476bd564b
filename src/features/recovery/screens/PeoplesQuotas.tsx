import { useInfiniteQuery } from "@tanstack/react-query";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import classes from "./Quota.module.css";
import { money, periodWords } from "./quota-words.ts";
import { recovery } from "./use-block.ts";

/** The quotas of those one leads, by name, with what was won: to see who could use help, and no table of the best. */
export function PeoplesQuotas({ shown }: { shown: string | undefined }) {
  const reader = useReader();
  const list = useInfiniteQuery(
    recovery.listQuotas.infiniteOptions({
      input: (after: string | undefined) => ({ current: true, limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title="People" lead="By name. Open one to see what may fill it.">
      <ul className={classes.people}>
        {rows.map(({ memberId, memberName, beginsOn, endsOn, amount, won }) => (
          <li key={memberId + beginsOn + endsOn} className={classes.person}>
            <UiLink
              href={`/comeback/quota?memberId=${memberId}&beginsOn=${beginsOn}&endsOn=${endsOn}`}
              aria-current={memberId === shown ? "true" : undefined}
            >
              {memberName}
            </UiLink>
            <span>{periodWords({ beginsOn, endsOn }, reader)}</span>
            <span className={classes.bar} aria-hidden="true">
              <span style={{ width: `${Math.min(1, won.amount.amountCents / amount.amountCents) * 100}%` }} />
            </span>
            <span className={classes.amounts}>
              {money(won.amount, reader)} of {money(amount, reader)}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </Section>
  );
}
