import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useEdited } from "../../../../platform/browser/use-edited.ts";
import { useOpened } from "../../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Form } from "../../../../ui/Form.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { teamContract } from "../../../team/contract.ts";
import { mayKeepRules } from "../../access.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { PriorityShape } from "../contract.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const team = apiOf<typeof teamContract>("team");

/** What customers decide by, as the form and the conversation ask about it. */
export default function PrioritySettings() {
  const me = useQuery(team.me.queryOptions());
  const found = useQuery(postMortems.listPriorities.queryOptions());
  const { opened, hrefOf, close } = useOpened();
  if (found.error && !found.data) {
    const { title, detail } = told(found.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void found.refetch()} />;
  }
  if (!me.data || !found.data) return <Skeletons shape="table" count={8} />;
  const keeps = mayKeepRules(me.data.member);
  const columns: Column<PriorityShape>[] = [
    { id: "name", heading: "What they decide by", cell: ({ name }) => name },
    { id: "asked", heading: "", align: "right", cell: ({ archived }) => (archived ? "Not asked any more" : "") },
  ];
  const editing = found.data.rows.find(({ id }) => id === opened) ?? null;
  return (
    <Section
      title="What customers decide by"
      lead="Customers say how much each of these counted, and how we and the winner did. They can always name something else."
      actions={
        keeps && (
          <Button component={UiLink} href={hrefOf("new-priority")} variant="default">
            Add one
          </Button>
        )
      }
    >
      <DataTable
        caption="What customers decide by"
        columns={columns}
        rows={found.data.rows}
        keyOf={({ id }) => id}
        hrefOf={keeps ? ({ id }) => hrefOf(id) : undefined}
      />
      <Dialog
        opened={keeps && (editing !== null || opened === "new-priority")}
        onClose={close}
        title={editing?.name ?? "What else do they decide by?"}
      >
        <PriorityForm key={opened} priority={editing} onDone={close} />
      </Dialog>
    </Section>
  );
}

function PriorityForm({ priority, onDone }: { priority: PriorityShape | null; onDone: () => void }) {
  const { form, set, save, saving, problem } = useEdited({
    begin: () => ({
      id: priority?.id ?? crypto.randomUUID(),
      name: priority?.name ?? "",
      archived: priority?.archived ?? false,
    }),
    isNew: priority === null,
    write: (values) => postMortems.savePriority.call({ ...values, name: values.name.trim() }),
    said: (saved) =>
      saved.archived ? `Nobody is asked about “${saved.name}” any more.` : `“${saved.name}” is asked about.`,
    done: onDone,
  });
  return (
    <Form
      onSubmit={() => save(form)}
      saving={saving}
      problem={problem}
      others={
        priority && (
          <Button
            variant="subtle"
            color="gray"
            disabled={saving}
            onClick={() => save({ ...form, archived: !priority.archived })}
          >
            {priority.archived ? "Ask about it again" : "Ask about it no more"}
          </Button>
        )
      }
    >
      <TextInput
        name="name"
        label="In the customer's words"
        required
        maxLength={120}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
    </Form>
  );
}
