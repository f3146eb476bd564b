import { Button, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useEdited } from "../../../platform/browser/use-edited.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { debriefsContract } from "../contract.ts";
import type { LimitStatus, ProductLimit } from "../product-limits/contract.ts";
import classes from "./ProductLimits.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

const statuses: { value: LimitStatus; label: string }[] = [
  { value: "open", label: "Open" },
  { value: "planned", label: "Planned" },
  { value: "resolved", label: "Resolved" },
];

type Props = { limit: ProductLimit; others: readonly ProductLimit[]; onDone: () => void };

/** What becomes of a limit, what it is called, and which wordings of debriefs belong to it. */
export function LimitForm({ limit, others, onDone }: Props) {
  const known = useQueryClient();
  const today = todayOf(useReader());
  const { form, set, save, saving, problem } = useEdited({
    begin: () => ({
      ...{ id: limit.id, name: limit.name, status: limit.status, statusOn: limit.statusOn, note: limit.note },
    }),
    isNew: false,
    write: (values) => debriefs.saveLimit.call({ ...values, name: values.name.trim(), note: values.note.trim() }),
    said: ({ name }) => `“${name}” is saved.`,
    done: onDone,
  });
  const act = async (write: () => Promise<ProductLimit>, said: (saved: ProductLimit) => string) => {
    try {
      showNotice({ message: said(await write()) });
      onDone();
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
    }
    await known.invalidateQueries();
  };
  const choose = (value: string) => {
    const status = statuses.find((one) => one.value === value)?.value ?? "open";
    set({
      status,
      statusOn: status === "open" ? null : status === "resolved" ? (form.statusOn ?? today) : form.statusOn,
    });
  };
  return (
    <>
      <Form onSubmit={() => save(form)} saving={saving} problem={problem}>
        <TextInput
          name="name"
          label="What it could not do"
          maxLength={300}
          required
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <SegmentedControl aria-label="What becomes of it" data={statuses} value={form.status} onChange={choose} />
        {form.status !== "open" && (
          <DayInput
            label={form.status === "planned" ? "Planned for" : "Resolved on"}
            value={form.statusOn}
            required={form.status === "resolved"}
            onChange={(statusOn) => set({ statusOn })}
          />
        )}
        <Textarea
          label="For the call"
          description="What to tell a customer who asked for it."
          autosize
          minRows={2}
          maxLength={1000}
          value={form.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
      </Form>
      <section>
        <h3 className={classes.heading}>Worded in debriefs as</h3>
        <ul className={classes.deals}>
          {limit.wordings.map(({ reasonId, reasonName, wording, deals }) => (
            <li key={`${reasonId} ${wording}`}>
              <span>
                {wording === "" ? `${reasonName}, without a word more` : `“${wording}”`}
                <span className={classes.detail}>
                  {reasonName} · {deals} {deals === 1 ? "deal" : "deals"}
                </span>
              </span>
              {limit.wordings.length > 1 && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  onClick={() => {
                    const newId = crypto.randomUUID();
                    void act(
                      () => debriefs.splitLimit.call({ id: limit.id, newId, reasonId, wording }),
                      ({ name }) => `“${name}” is a limit of its own.`,
                    );
                  }}
                >
                  Make it its own
                </Button>
              )}
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <Select
            label="The same as another limit?"
            description="Everything named here belongs to that one from then on. A wording can be taken out again."
            placeholder="Choose it"
            searchable
            value={null}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(intoId) => {
              if (!intoId) return;
              void act(
                () => debriefs.mergeLimits.call({ id: limit.id, intoId }),
                ({ name }) => `It belongs to “${name}” now.`,
              );
            }}
          />
        )}
      </section>
    </>
  );
}
