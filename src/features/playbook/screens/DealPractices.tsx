import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { dealsContract } from "../../deals/contract.ts";
import type { playbookContract } from "../contract.ts";
import type { PracticeUse } from "../uses/contract.ts";
import { FinishUse } from "./FinishUse.tsx";
import classes from "./Playbook.module.css";
import { UseButton } from "./UseButton.tsx";
import { useUses } from "./use-uses.ts";

const playbook = apiOf<typeof playbookContract>("playbook");
const deals = apiOf<typeof dealsContract>("deals");

/** What the playbook says about this deal: practices that apply now, those applied, and those it taught us. */
export default function DealPractices({ dealId }: { dealId: string }) {
  const asked = useQuery(playbook.listDealPractices.queryOptions({ input: { dealId } }));
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } })).data;
  const [finishing, setFinishing] = useState<PracticeUse | null>(null);
  const { plan, isPlanning } = useUses();
  if (!asked.data || !deal) return asked.error ? <Refusal problem={told(asked.error)} /> : null;
  const { applying, uses, others, learned, mayApply } = asked.data;
  const useOf = new Map(uses.map((use) => [use.practiceId, use]));
  const rows = [
    ...applying.map(({ practiceId, title, flagName }) => ({ practiceId, title, why: `as “${flagName}” is up` })),
    ...uses
      .filter(({ practiceId }) => !applying.some((one) => one.practiceId === practiceId))
      .map(({ practiceId, practiceTitle, note }) => ({ practiceId, title: practiceTitle, why: note })),
  ];
  const choices = mayApply ? others.filter(({ practiceId }) => !useOf.has(practiceId)) : [];
  if (rows.length === 0 && learned.length === 0 && choices.length === 0) return null;
  return (
    <Section title="From the playbook">
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map(({ practiceId, title, why }) => (
            <li key={practiceId} className={classes.use}>
              <div className={classes.useWords}>
                <UiLink className={classes.name} href={`/team/playbook/${practiceId}`}>
                  {title}
                </UiLink>
                {why && <span className={classes.quiet}>{why}</span>}
              </div>
              <UseButton
                use={useOf.get(practiceId) ?? null}
                practiceTitle={title}
                dealName={deal.name}
                mayApply={mayApply}
                isPlanning={isPlanning({ practiceId, dealId })}
                onPlan={() => plan({ practiceId, dealId })}
                onFinish={setFinishing}
              />
            </li>
          ))}
        </ul>
      )}
      {choices.length > 0 && (
        <Select
          className={classes.choose}
          size="sm"
          aria-label="Apply another practice to this deal"
          placeholder={rows.length > 0 ? "Apply another practice" : "Apply a practice"}
          data={choices.map(({ practiceId, title }) => ({ value: practiceId, label: title }))}
          searchable
          value={null}
          onChange={(practiceId) => practiceId && plan({ practiceId, dealId })}
        />
      )}
      {learned.length > 0 && (
        <p className={classes.learned}>
          What it taught us:{" "}
          {learned.map(({ id, title, isAdopted }, place) => (
            <span key={id}>
              {place > 0 && ", "}
              <UiLink href={`/team/playbook/${id}`}>{title}</UiLink>
              {!isAdopted && " (draft)"}
            </span>
          ))}
        </p>
      )}
      {finishing && <FinishUse use={finishing} onClose={() => setFinishing(null)} />}
    </Section>
  );
}
