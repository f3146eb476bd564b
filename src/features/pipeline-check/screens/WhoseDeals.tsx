import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import classes from "./PipelineCheck.module.css";

const team = apiOf<typeof teamContract>("team");

/** For somebody who sees others' deals: everybody's, or one person's with that person's commitments. */
export function WhoseDeals({ ownerId }: { ownerId: string | undefined }) {
  const navigate = useNavigateTo();
  const me = useQuery(team.me.queryOptions());
  const seesOthers = me.data !== undefined && me.data.member.role !== "rep";
  const members = useQuery(team.listMembers.queryOptions({ input: { limit: 200 }, enabled: seesOthers }));
  if (!seesOthers) return null;
  const people = (members.data?.rows ?? []).filter((member) => member.deactivatedAt === null);
  return (
    <NativeSelect
      className={classes.whoseDeals}
      size="xs"
      aria-label="Whose deals"
      value={ownerId ?? ""}
      onChange={(event) => {
        const owner = event.currentTarget.value;
        navigate(owner ? `/pipeline-check?${new URLSearchParams({ owner }).toString()}` : "/pipeline-check");
      }}
      data={[
        { value: "", label: "Everybody's deals" },
        ...people.map(({ id, name }) => ({ value: id, label: `${name}'s deals` })),
      ]}
    />
  );
}
