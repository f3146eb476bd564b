import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useOpened } from "../../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords } from "../../../../ui/words.ts";
import type { teamContract } from "../../../team/contract.ts";
import { mayKeepRules } from "../../access.ts";
import type { postMortemsContract } from "../../contract.ts";
import { LeftOutLosses } from "../../exclusions/screens/LeftOutLosses.tsx";
import type { MajorLossRule } from "../contract.ts";
import { RuleForm } from "./RuleForm.tsx";
import { criteriaWords } from "./rule-words.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const team = apiOf<typeof teamContract>("team");

/** Which losses are major, said beforehand, and which are left out. */
export default function MajorLossSettings() {
  const reader = useReader();
  const me = useQuery(team.me.queryOptions());
  const rules = useQuery(postMortems.listMajorLossRules.queryOptions());
  const { opened, hrefOf, close } = useOpened();
  if (rules.error && !rules.data) {
    const { title, detail } = told(rules.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void rules.refetch()} />;
  }
  if (!me.data || !rules.data) return <Skeletons shape="table" count={3} />;
  const keeps = mayKeepRules(me.data.member);
  const { currency } = me.data.workspace;
  const { rows } = rules.data;
  const columns: Column<MajorLossRule>[] = [
    { id: "name", heading: "Rule", width: "26%", cell: (rule) => rule.name },
    {
      id: "asks",
      heading: "A loss that",
      wrap: true,
      onPhone: "plain",
      cell: (rule) => criteriaWords(rule, { currency, stageName: rule.stageName }, reader),
    },
    {
      id: "named",
      heading: "Named so far",
      align: "right",
      cell: ({ named }) => countWords(named, "loss", "losses", reader),
    },
  ];
  const editing = rows.find(({ id }) => id === opened) ?? null;
  return (
    <>
      <Section
        title="Major losses"
        lead={`A loss that one of these rules names stands in Post-mortems at once, for the seller's manager, with whom to call and how to begin. ${keeps ? "A rule counts from the day it is made: history calls nobody." : "Managers and admins keep the rules."}`}
        actions={
          keeps &&
          rows.length > 0 && (
            <Button component={UiLink} href={hrefOf("new-rule")} variant="default">
              Add a rule
            </Button>
          )
        }
      >
        <DataTable
          caption="Rules for major losses"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          hrefOf={keeps ? ({ id }) => hrefOf(id) : undefined}
          keys
          empty={
            <EmptyState
              line={keeps ? "No loss is major yet." : "Your managers have called no loss major yet."}
              example="Large deals: €50,000 or more, and lost to Bellstride. It would have named 14 of 212 losses: about a talk a month."
              action={
                keeps && (
                  <Button component={UiLink} href={hrefOf("new-rule")}>
                    Say which losses are major
                  </Button>
                )
              }
            />
          }
        />
      </Section>
      {keeps && <LeftOutLosses />}
      <Dialog
        opened={keeps && (editing !== null || opened === "new-rule")}
        onClose={close}
        title={editing?.name ?? "Which losses are major?"}
        size="lg"
      >
        <RuleForm key={opened} rule={editing} currency={currency} onDone={close} />
      </Dialog>
    </>
  );
}
