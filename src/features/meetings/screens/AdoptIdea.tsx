import { Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import type { reasonsContract } from "../../reasons/contract.ts";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { MeetingView } from "../live/contract.ts";
import { meetings } from "./ask-meetings.ts";
import type { ShownIdea } from "./ideas-in-view.ts";

const catalogue = apiOf<typeof reasonsContract>("reasons");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");

const longestTitle = 200;
/** A title is a sentence; what goes on belongs to how it is done. */
function titleIn(words: string): { title: string; how: string } {
  const [first = "", ...rest] = words.trim().split(/\n+|(?<=[.!?])\s+/);
  return { title: first.slice(0, longestTitle), how: rest.join(" ") };
}

type Props = { idea: ShownIdea; view: MeetingView; onClose: () => void };

/** An idea becomes what the team does from now on: the flag says on which open deals, the repair what a tick makes of it. */
export function AdoptIdea({ idea, view, onClose }: Props) {
  const known = useQueryClient();
  const begin = titleIn(idea.words);
  const topic = view.topics.find(({ id }) => id === idea.topicId);
  const [practiceId] = useState(() => crypto.randomUUID());
  const [title, setTitle] = useState(begin.title);
  const [appliesWhen, setAppliesWhen] = useState("");
  const [how, setHow] = useState(begin.how);
  const [reasonId, setReasonId] = useState<string | null>(topic?.reasonId ?? null);
  const [flagId, setFlagId] = useState<string | null>(null);
  const [repairId, setRepairId] = useState<string | null>(null);
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const repairs = useQuery(catalogue.listRepairs.queryOptions());
  const named = (rows: readonly { id: string; name: string; archived: boolean }[] | undefined) =>
    (rows ?? []).filter(({ archived }) => !archived).map(({ id, name }) => ({ value: id, label: name }));
  const reasonFlag = reasons.data?.rows.find(({ id }) => id === reasonId)?.flagName;

  const adopt = useMutation({
    mutationFn: () =>
      meetings.adoptIdea.call({
        ...{ meetingId: view.meeting.id, id: idea.id, practiceId, title, appliesWhen, how, reasonId, flagId, repairId },
      }),
    onSuccess: async () => {
      onClose();
      showNotice({ message: "Adopted. It is everybody’s from now on." });
      await known.invalidateQueries({ queryKey: [["playbook"]] });
    },
  });
  const clear = (what: string) => ({ clearButtonProps: { "aria-label": `No ${what}` } });
  return (
    <Dialog opened onClose={onClose} title="Adopt as a best practice" size="lg">
      <Form
        onSubmit={() => adopt.mutate()}
        saving={adopt.isPending}
        problem={adopt.error ? told(adopt.error) : undefined}
        saveLabel="Adopt it"
      >
        <TextInput
          label="What we do differently"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={longestTitle}
          required
          withAsterisk={false}
          data-after-refusal=""
        />
        <Textarea
          label="When it applies"
          value={appliesWhen}
          onChange={(event) => setAppliesWhen(event.currentTarget.value)}
          maxLength={1000}
          autosize
          minRows={1}
        />
        <Textarea
          label="How it is done"
          value={how}
          onChange={(event) => setHow(event.currentTarget.value)}
          maxLength={4000}
          autosize
          minRows={1}
        />
        <Select
          label="Which reason it answers"
          data={named(reasons.data?.rows.filter(({ appliesTo }) => appliesTo === "lost"))}
          value={reasonId}
          onChange={setReasonId}
          searchable
          clearable
          {...clear("reason")}
        />
        <Select
          label="The red flag that shows where it applies"
          description={reasonFlag && flagId === null ? `Without one, its reason’s: ${reasonFlag}.` : undefined}
          data={named(flags.data?.rows)}
          value={flagId}
          onChange={setFlagId}
          searchable
          clearable
          {...clear("red flag")}
        />
        <Select
          label="What a tick makes of it on a deal"
          description="Without one, the practice itself is the task."
          data={named(repairs.data?.rows)}
          value={repairId}
          onChange={setRepairId}
          searchable
          clearable
          {...clear("repair")}
        />
      </Form>
    </Dialog>
  );
}
