import { told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { RuleCheck } from "./RuleCheck.tsx";
import { readingOf, ruleKey, useCheck } from "./use-check.ts";

type Props = {
  /** Only these flags; every rule when left out. */
  flagIds?: string[];
};

/** Commitments and costly flags held against the open deals, one below the other. */
export function RulesCheck({ flagIds }: Props) {
  const check = useCheck();
  if (!check.data) {
    if (!check.error) return <Skeletons shape="cards" />;
    const { title, detail } = told(check.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void check.refetch()} />;
  }
  const rules = check.data.rules.filter((rule) => !flagIds || flagIds.includes(rule.flagId));
  return (
    <>
      {rules.map((rule, place) => (
        <RuleCheck
          key={ruleKey(rule)}
          rule={rule}
          ownerId={undefined}
          reading={readingOf(check.data)}
          refreshing={check.data.refreshing}
          rowsAtATime={5}
          keys={place === 0}
        />
      ))}
    </>
  );
}
