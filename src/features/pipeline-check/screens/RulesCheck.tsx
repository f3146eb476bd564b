import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { pipelineCheckContract } from "../contract.ts";
import { RuleCheck } from "./RuleCheck.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");
const whileReadingMs = 600;

type Props = {
  /** Only these flags; every rule when left out. */
  flagIds?: string[];
  ownerId?: string | undefined;
};

/** Commitments and costly flags held against the open deals; asked again gently while readings are being made. */
export function RulesCheck({ flagIds, ownerId }: Props) {
  const check = useQuery(
    pipelineCheck.showCheck.queryOptions({
      input: ownerId ? { ownerId } : {},
      refetchInterval: ({ state }) => (state.data && state.data.refreshing > 0 ? whileReadingMs : false),
    }),
  );
  if (check.isPending) return <Skeletons shape="cards" />;
  if (check.isError) {
    const { title, detail } = told(check.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void check.refetch()} />;
  }
  const rules = check.data.rules.filter((rule) => !flagIds || flagIds.includes(rule.flagId));
  return (
    <>
      <p className="only-for-screen-readers" role="status">
        {check.data.refreshing > 0 ? `${check.data.refreshing} open deals are being read` : "All open deals are read"}
      </p>
      {rules.map((rule) => (
        <RuleCheck
          key={`${rule.flagId} ${rule.commitment?.id ?? ""}`}
          rule={rule}
          ownerId={ownerId}
          readAt={check.data.readAt}
          refreshing={check.data.refreshing}
        />
      ))}
    </>
  );
}
