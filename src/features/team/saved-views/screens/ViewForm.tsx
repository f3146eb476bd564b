import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../../platform/browser/api.ts";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { Form } from "../../../../ui/Form.tsx";
import type { SavedView, savedViewsContract } from "../contract.ts";

const savedViews = apiOf<typeof savedViewsContract>("savedViews");

type Props = { place: string; search: string; before: SavedView | undefined; onDone: () => void };

/** Names a list as it is filtered; it may be shared with the team. */
export function ViewForm({ place, search, before, onDone }: Props) {
  const [id] = useState(() => before?.id ?? crypto.randomUUID());
  const [name, setName] = useState(before?.name ?? "");
  const [isShared, setShared] = useState(before?.isShared ?? false);
  const { save, saving, problem } = useSave({
    write: savedViews.saveView.call,
    before: before && { id, place, search, name: before.name, isShared: before.isShared },
    said: (view) => `The view ${view.name} is saved.`,
    done: onDone,
  });
  const submit = () => {
    if (name.trim() !== "") save({ id, place, search, name: name.trim(), isShared });
  };
  return (
    <Form onSubmit={submit} problem={problem} saving={saving}>
      <TextInput
        label="Name"
        description="What is filtered now, found again under this name."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={80}
        required
        name="name"
        data-after-refusal=""
        data-autofocus
      />
      <Checkbox
        label="Share it with the team"
        description="Colleagues see its name and filter; of the deals behind it, each sees their own."
        checked={isShared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </Form>
  );
}
