import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Flag } from "../../../ui/Flag.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, type Reader } from "../../../ui/words.ts";
import type { teamContract } from "../../team/contract.ts";
import type { CheckedRule } from "../contract.ts";
import { CommitmentActions } from "./CommitmentActions.tsx";
import classes from "./PipelineCheck.module.css";
import { RuleCheck } from "./RuleCheck.tsx";
import { RuleLink } from "./RuleLink.tsx";
import { readingOf, ruleKey, useCheck } from "./use-check.ts";
import { WhoseDeals } from "./WhoseDeals.tsx";

const team = apiOf<typeof teamContract>("team");

type Props = {
  /** The rule in the address; without one, a wide screen shows the first beside the list. */
  chosen: string | null;
  ownerId: string | undefined;
};

/** Every rule with its counts, and beside it the deals of the one that was chosen. */
export function Rules({ chosen, ownerId }: Props) {
  const reader = useReader();
  const check = useCheck(ownerId);
  const me = useQuery(team.me.queryOptions());
  const hrefOf = (rule: string | null) => {
    const asked = new URLSearchParams({ ...(ownerId ? { owner: ownerId } : {}), ...(rule ? { rule } : {}) }).toString();
    return asked ? `/pipeline-check?${asked}` : "/pipeline-check";
  };
  if (!check.data) {
    if (!check.error) return <Skeletons shape="cards" count={4} />;
    const { title, detail } = told(check.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void check.refetch()} />;
  }
  const { rules, openDeals, refreshing } = check.data;
  const rule = rules.find((one) => ruleKey(one) === chosen) ?? rules[0];
  return (
    <>
      <div className={classes.top} data-chosen={chosen !== null || undefined}>
        <p className={classes.scope}>
          {openDeals > 0 &&
            scopeWords(
              { openDeals, resting: rules[0]?.resting ?? 0, promisedBy: promisedBy(rules, me.data?.member.id) },
              reader,
            )}
        </p>
        <WhoseDeals ownerId={ownerId} />
      </div>
      {!rule || openDeals === 0 ? (
        <NothingToCheck />
      ) : (
        <div className={classes.panes} data-chosen={chosen !== null || undefined}>
          <nav className={classes.rules} aria-label="Rules">
            {rules.map((one) => (
              <RuleLink
                key={ruleKey(one)}
                rule={one}
                href={hrefOf(ruleKey(one))}
                isCurrent={one === rule}
                me={me.data?.member.id}
              />
            ))}
          </nav>
          <div className={classes.detail}>
            <UiLink className={classes.all} href={hrefOf(null)}>
              All rules
            </UiLink>
            <RuleCheck
              key={`${ruleKey(rule)} ${ownerId ?? ""}`}
              rule={rule}
              ownerId={ownerId}
              reading={readingOf(check.data)}
              refreshing={refreshing}
              foot={
                rule.commitment && rule.commitment.memberId === me.data?.member.id ? (
                  <CommitmentActions commitment={rule.commitment} />
                ) : undefined
              }
            />
          </div>
        </div>
      )}
    </>
  );
}

/** Whose commitments are among the rules; nobody's are not spoken of. */
function promisedBy(rules: readonly CheckedRule[], me: string | undefined): "you" | "them" | null {
  const commitment = rules.find((rule) => rule.commitment !== null)?.commitment;
  if (!commitment) return null;
  return commitment.memberId === me ? "you" : "them";
}

type Scope = { openDeals: number; resting: number; promisedBy: "you" | "them" | null };

function scopeWords({ openDeals, resting, promisedBy }: Scope, reader: Reader): string {
  const all = countWords(openDeals, "open deal", "open deals", reader);
  const rest = resting === 1 ? "1 of them rests and is left out." : `${resting} of them rest and are left out.`;
  const commitments = promisedBy === null ? "" : `${promisedBy === "you" ? "your" : "their"} commitments and `;
  const against = `${all} against ${commitments}the flags that cost the whole team.`;
  return resting > 0 ? `${against} ${rest}` : against;
}

function NothingToCheck() {
  return (
    <EmptyState
      line="Every open deal, at risk, safe or not known for each commitment of yours."
      example={
        <Flag
          state="up"
          name="No decision maker"
          evidence="The deal stands in Proposal, and no contact on it is a decision maker."
        />
      }
      action={
        <Button component={UiLink} href="/deals">
          Go to the deals
        </Button>
      }
    />
  );
}
