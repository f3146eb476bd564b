import { SegmentedControl, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import type { playbookContract } from "../contract.ts";
import type { PracticeUse } from "../uses/contract.ts";
import classes from "./Playbook.module.css";

const playbook = apiOf<typeof playbookContract>("playbook");

const ways = [
  { value: "none", label: "Nothing to log" },
  { value: "call", label: "Call" },
  { value: "email", label: "E-mail" },
  { value: "meeting", label: "Meeting" },
] as const;
type Way = (typeof ways)[number]["value"];
const isWay = (value: string): value is Way => ways.some((way) => way.value === value);

type Props = { use: PracticeUse; onClose: () => void };

/** The practice is done on this deal, with a word of what came of it. */
export function FinishUse({ use, onClose }: Props) {
  const known = useQueryClient();
  const [way, setWay] = useState<Way>("none");
  const [note, setNote] = useState("");
  // Made once, so that a repeated attempt is the same write.
  const [activityId] = useState(() => crypto.randomUUID());
  const finish = useMutation({
    mutationFn: () =>
      playbook.finishUse.call({
        id: use.id,
        note,
        activity:
          way === "none"
            ? null
            : {
                id: activityId,
                kind: way,
                answered: way === "call" ? true : null,
                happenedAt: new Date().toISOString(),
              },
      }),
    onSuccess: async () => {
      await known.invalidateQueries();
      onClose();
      showNotice({ message: `${use.practiceTitle}: done on ${use.deal?.name ?? "this deal"}.` });
    },
  });
  return (
    <Dialog opened onClose={onClose} title={use.practiceTitle}>
      <Form
        onSubmit={() => finish.mutate()}
        saving={finish.isPending}
        problem={finish.error ? told(finish.error) : undefined}
        saveLabel="It is done"
      >
        <p className={classes.quiet}>{use.deal?.name}</p>
        <div>
          <p className={classes.label} id={`how-${use.id}`}>
            How was it done?
          </p>
          <SegmentedControl
            aria-labelledby={`how-${use.id}`}
            data={[...ways]}
            value={way}
            onChange={(value) => isWay(value) && setWay(value)}
          />
        </div>
        <Textarea
          label="What came of it?"
          description="Read by whoever sees this deal."
          autosize
          minRows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Form>
    </Dialog>
  );
}
