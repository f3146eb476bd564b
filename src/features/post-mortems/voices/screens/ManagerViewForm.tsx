import { Button, Chip, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { Form } from "../../../../ui/Form.tsx";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import type { Control, ReasonShape, reasonsContract } from "../../../reasons/contract.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { ManagerView } from "../contract.ts";
import classes from "./ManagerViewForm.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const catalogue = apiOf<typeof reasonsContract>("reasons");

type Props = { dealId: string; mine: ManagerView | null; onDone: () => void };

/** A manager's own reasons for a loss, in the catalogue everybody uses. What the others said is not shown here. */
export function ManagerViewForm({ dealId, mine, onDone }: Props) {
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  if (reasons.error && !reasons.data) return <Refusal problem={told(reasons.error)} />;
  if (!reasons.data) return <Skeletons shape="text" />;
  const ofLosses = reasons.data.rows.filter(
    ({ id, appliesTo, archived }) =>
      appliesTo === "lost" && (!archived || mine?.reasons.some(({ reasonId }) => reasonId === id)),
  );
  return <ViewFields dealId={dealId} mine={mine} onDone={onDone} reasons={ofLosses} />;
}

const groups: { control: Control; title: string }[] = [
  { control: "ours", title: "Ours" },
  { control: "shared", title: "Shared" },
  { control: "theirs", title: "Theirs" },
];

function ViewFields({ dealId, mine, onDone, reasons }: Props & { reasons: readonly ReasonShape[] }) {
  const known = useQueryClient();
  const [id] = useState(() => mine?.id ?? crypto.randomUUID());
  const [said, setSaid] = useState(() => ({ reasons: mine?.reasons ?? [], note: mine?.note ?? "" }));
  const { save, saving, problem } = useSave({
    write: (view: typeof said) =>
      postMortems.saveManagerView.call({ dealId, id, version: mine?.version ?? 0, ...view }),
    said: () => "It stands beside the other voices.",
    done: onDone,
  });
  const choose = (reasonId: string, on: boolean) =>
    setSaid((before) => ({
      ...before,
      reasons: on
        ? [...before.reasons, { reasonId, note: "" }]
        : before.reasons.filter((reason) => reason.reasonId !== reasonId),
    }));
  const sayOf = (reasonId: string, note: string) =>
    setSaid((before) => ({
      ...before,
      reasons: before.reasons.map((reason) => (reason.reasonId === reasonId ? { reasonId, note } : reason)),
    }));

  const takeBack = async (view: ManagerView) => {
    try {
      await postMortems.deleteManagerView.call({ dealId, id: view.id });
      onDone();
      await known.invalidateQueries();
      const again = { dealId, id: view.id, version: 0, reasons: view.reasons, note: view.note };
      showUndo("Your view is taken back.", () => {
        void postMortems.saveManagerView
          .call(again)
          .catch((error) => showNotice({ tone: "refused", message: told(error).title }))
          .finally(() => known.invalidateQueries());
      });
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };

  return (
    <Form
      onSubmit={() => save(said)}
      saving={saving}
      problem={problem}
      others={
        mine && (
          <Button variant="subtle" color="gray" onClick={() => void takeBack(mine)}>
            Take it back
          </Button>
        )
      }
    >
      <p className={classes.lead}>Your own view, whatever the others said: why did we lose it?</p>
      {groups.map(({ control, title }) => (
        <fieldset key={control} className={classes.group}>
          <legend>{title}</legend>
          <div className={classes.chips}>
            {reasons
              .filter((reason) => reason.control === control)
              .map((reason) => (
                <Chip
                  key={reason.id}
                  checked={said.reasons.some(({ reasonId }) => reasonId === reason.id)}
                  onChange={(on) => choose(reason.id, on)}
                >
                  {reason.name}
                </Chip>
              ))}
          </div>
        </fieldset>
      ))}
      {said.reasons.map(({ reasonId, note }) => (
        <TextInput
          key={reasonId}
          label={`${reasons.find((reason) => reason.id === reasonId)?.name ?? "This reason"}: what you saw of it`}
          maxLength={1000}
          value={note}
          onChange={(event) => sayOf(reasonId, event.currentTarget.value)}
        />
      ))}
      <Textarea
        label="And besides"
        description="Read by whoever sees this deal, its seller first."
        autosize
        minRows={2}
        maxLength={2000}
        value={said.note}
        onChange={(event) => setSaid({ ...said, note: event.currentTarget.value })}
      />
    </Form>
  );
}
