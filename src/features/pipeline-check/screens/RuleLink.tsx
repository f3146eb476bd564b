import { FlagMark } from "../../../ui/Flag.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { CheckedRule } from "../contract.ts";
import classes from "./PipelineCheck.module.css";
import { moneyAtRiskWords } from "./rule-in-words.ts";

type Props = { rule: CheckedRule; href: string; isCurrent: boolean; me: string | undefined };

/** A rule in the list: what it watches, whose it is, and how many open deals are at risk, not known and safe. */
export function RuleLink({ rule, href, isCurrent, me }: Props) {
  const reader = useReader();
  const money = moneyAtRiskWords(rule, reader);
  const counts = [
    { state: "up", count: rule.atRisk, word: "at risk" },
    { state: "unknown", count: rule.unknown, word: "not known" },
    { state: "down", count: rule.safe, word: "safe" },
  ] as const;
  return (
    <UiLink className={classes.rule} href={href} aria-current={isCurrent ? "true" : undefined}>
      <span className={classes.ruleHead}>
        <span className={classes.ruleName}>{rule.flagName}</span>
        {money && <span className={classes.money}>{money}</span>}
      </span>
      <span className={classes.whose}>{whose(rule, me)}</span>
      <span className={classes.counts}>
        {counts.map(({ state, count, word }) => (
          <span key={state} className={classes.tally} data-none={count === 0 || undefined}>
            <FlagMark state={state} />
            {numberWords(count, reader)} {word}
          </span>
        ))}
      </span>
    </UiLink>
  );
}

function whose({ commitment }: CheckedRule, me: string | undefined): string {
  if (!commitment) return "Costs the whole team";
  const owner = commitment.memberId === me ? "Your" : `${commitment.memberName}'s`;
  return `${owner} commitment${commitment.dealName ? ` after ${commitment.dealName}` : ""}`;
}
