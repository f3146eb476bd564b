import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import type { reasonsContract } from "../../reasons/contract.ts";

const catalogue = apiOf<typeof reasonsContract>("reasons");

type Props = { reasonIds: string[]; isMissing: boolean; onChange: (ids: string[]) => void };

/** Why it was lost, by the catalogue: that is how somebody with the same loss finds it. */
export function StoryReasons({ reasonIds, isMissing, onChange }: Props) {
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  const choices = (reasons.data?.rows ?? [])
    .filter(({ id, appliesTo, archived }) => appliesTo === "lost" && (!archived || reasonIds.includes(id)))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <MultiSelect
      label="Why was it lost?"
      description="One reason, or two: colleagues with the same loss find your story by it."
      required
      searchable
      maxValues={2}
      error={isMissing && "Choose the reason it was lost for."}
      data={choices}
      value={reasonIds}
      onChange={onChange}
    />
  );
}
