import { Button, MultiSelect, SegmentedControl, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useEdited } from "../../../platform/browser/use-edited.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { reasonsContract } from "../../reasons/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import { mayKeepOffer } from "../access.ts";
import type { checkUpsContract } from "../contract.ts";
import type { OfferChange, OfferChangeKind } from "../offer-changes/contract.ts";
import classes from "./OfferChanges.module.css";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const catalogue = apiOf<typeof reasonsContract>("reasons");
const team = apiOf<typeof teamContract>("team");

const kinds: { value: OfferChangeKind; label: string }[] = [
  { value: "price", label: "Price" },
  { value: "product", label: "Product" },
  { value: "terms", label: "Terms" },
  { value: "other", label: "Other" },
];
const kindWords = new Map(kinds.map(({ value, label }) => [value, label]));

/** What we offer otherwise than before, kept by those who know: news for everybody we lost before that day. */
export function OfferChanges() {
  const listed = useQuery(checkUps.listOfferChanges.queryOptions());
  const me = useQuery(team.me.queryOptions());
  const [editing, setEditing] = useState<OfferChange | "new" | null>(null);
  const mayKeep = me.data !== undefined && mayKeepOffer(me.data.member);
  const rows = listed.data?.rows ?? [];
  const add = mayKeep && (
    <Button variant="default" onClick={() => setEditing("new")}>
      Note a change
    </Button>
  );
  return (
    <Section
      title="What we offer otherwise"
      lead="Prices, terms and products that changed. Each stands in the briefs of calls to customers lost before its day."
      actions={rows.length > 0 && add}
    >
      {listed.isPending && <Skeletons shape="text" />}
      {listed.error && !listed.data && (
        <ErrorState happened={told(listed.error).title} onRetry={() => void listed.refetch()} />
      )}
      {listed.data && rows.length === 0 && (
        <EmptyState
          line={
            mayKeep
              ? "A price that fell, a term that got shorter, a plan that is new: a reason to call again."
              : "Marketing and managers note here what we offer otherwise than before."
          }
          example="Price, from 1 October: a smaller start, at half the price. Answers “Price”."
          action={add}
        />
      )}
      <ul className={classes.rows}>
        {rows.map((change) => (
          <li key={change.id} className={classes.row}>
            <span className={classes.kind}>{kindWords.get(change.kind)}</span>
            <div>
              <span className={classes.words}>{change.words}</span>
              <span className={classes.about}>
                from <DayText on={change.fromOn} />
                {change.reasons.length > 0 && ` · answers “${change.reasons.map(({ name }) => name).join("”, “")}”`}
              </span>
            </div>
            {mayKeep && (
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setEditing(change)}>
                Edit<span className="only-for-screen-readers">: {change.words}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" ? "What do we offer otherwise?" : "Change of our offer"}
      >
        {editing !== null && <ChangeForm change={editing === "new" ? null : editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Section>
  );
}

function ChangeForm({ change, onDone }: { change: OfferChange | null; onDone: () => void }) {
  const known = useQueryClient();
  const today = todayOf(useReader());
  const reasons = useQuery(catalogue.listReasons.queryOptions());
  const { form, set, save, saving, problem } = useEdited({
    begin: () => ({
      id: change?.id ?? crypto.randomUUID(),
      kind: change?.kind ?? ("price" as const satisfies OfferChangeKind),
      fromOn: change?.fromOn ?? today,
      words: change?.words ?? "",
      reasonIds: change?.reasons.map(({ id }) => id) ?? [],
    }),
    isNew: change === null,
    write: (values) => checkUps.saveOfferChange.call({ ...values, words: values.words.trim() }),
    said: () => "It stands in the briefs now.",
    done: onDone,
  });
  const remove = async () => {
    if (!change) return;
    try {
      await checkUps.removeOfferChange.call({ id: change.id });
      onDone();
      showUndo("It is taken out.", () => {
        const { reasons: answered, ...values } = change;
        void checkUps.saveOfferChange
          .call({ ...values, reasonIds: answered.map(({ id }) => id) })
          .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
          .finally(() => known.invalidateQueries());
      });
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
    }
    await known.invalidateQueries();
  };
  const losses = reasons.data?.rows.filter(({ appliesTo, archived }) => appliesTo === "lost" && !archived) ?? [];
  return (
    <Form
      onSubmit={() => save(form)}
      saving={saving}
      problem={problem}
      saveLabel={change ? "Save" : "Note it"}
      others={
        change && (
          <Button variant="subtle" color="gray" onClick={() => void remove()}>
            Take it out
          </Button>
        )
      }
    >
      <SegmentedControl
        aria-label="Kind of change"
        data={kinds}
        value={form.kind}
        onChange={(value) => set({ kind: kinds.find((kind) => kind.value === value)?.value ?? "other" })}
      />
      <Textarea
        name="words"
        label="What is otherwise now"
        description="As you would tell it to the customer."
        autosize
        minRows={2}
        maxLength={500}
        required
        value={form.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      <DayInput label="From" value={form.fromOn} required onChange={(day) => set({ fromOn: day ?? today })} />
      <MultiSelect
        label="Which reasons for a loss does it answer?"
        description="Who was lost for one of these sees it first."
        data={losses.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.reasonIds}
        onChange={(reasonIds) => set({ reasonIds })}
        searchable
        hidePickedOptions
      />
    </Form>
  );
}
