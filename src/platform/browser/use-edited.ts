import { useState } from "react";
import { useSave } from "./use-save.ts";

type Edited<Values, Saved> = {
  /** What the form begins with; asked once. */
  begin: () => Values;
  /** Something new has no way back to what it was. */
  isNew: boolean;
  write: (values: Values) => Promise<Saved>;
  /** What happened, in the past tense; `start` is what it was before. */
  said: (saved: Saved, values: Values, start: Values) => string;
  done?: ((saved: Saved) => void) | undefined;
};

/** One thing of a team in its form: what it was, what it is being made, and its saving with a way back. */
export function useEdited<Values extends object, Saved>({ begin, isNew, write, said, done }: Edited<Values, Saved>) {
  const [start] = useState(begin);
  const [form, setForm] = useState(start);
  const saving = useSave<Values, Saved>({
    write,
    before: isNew ? undefined : start,
    said: (saved, values) => said(saved, values, start),
    done,
  });
  return { start, form, set: (part: Partial<Values>) => setForm((before) => ({ ...before, ...part })), ...saving };
}
