import { Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import type { dealsContract } from "../../deals/contract.ts";
import classes from "./Stories.module.css";

const deals = apiOf<typeof dealsContract>("deals");

type Props = { dealId: string | null; anonymous: boolean; onChange: (dealId: string | null) => void };

/** The deal it was, for those who may see that deal anyway. It tells whose it was, so a story without a name has none. */
export function StoryDeal({ dealId, anonymous, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const linked = useQuery({
    ...deals.showDeal.queryOptions({ input: { id: dealId ?? "" } }),
    enabled: dealId !== null && !anonymous,
  });
  const found = useQuery({
    ...deals.listDeals.queryOptions({
      input: { status: "lost", limit: 10, ...(typed.trim() ? { search: typed.trim() } : {}) },
    }),
    enabled: !anonymous,
    placeholderData: keepPreviousData,
  });
  if (anonymous) {
    return dealId === null ? null : (
      <p className={classes.notice} role="note">
        A linked deal tells whose it was. Without your name, the story is told without the link.
      </p>
    );
  }
  const choices = new Map((found.data?.rows ?? []).map(({ id, name }) => [id, name]));
  if (linked.data) choices.set(linked.data.id, linked.data.name);
  return (
    <Select
      label="Which deal was it?"
      description="If you like. Only readers who see this deal anyway are shown the link."
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Link no deal" }}
      nothingFoundMessage="No lost deal of yours is called this."
      data={[...choices].map(([value, label]) => ({ value, label }))}
      value={dealId}
      onChange={onChange}
      onSearchChange={setTyped}
    />
  );
}
