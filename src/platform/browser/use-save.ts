import { useMutation, useQueryClient } from "@tanstack/react-query";
import { showNotice, showUndo } from "../../ui/notices.tsx";
import { type Told, told } from "./api.ts";

type Save<Values, Saved> = {
  write: (values: Values) => Promise<Saved>;
  /** What it was before, for the way back; without it (something new) there is none. */
  before?: Values | undefined;
  /** What happened, in the past tense: "The reason is saved." */
  said: (saved: Saved, values: Values) => string;
  done?: ((saved: Saved, values: Values) => void) | undefined;
};

/**
 * Saves what a team works by, with a way back. Such things are seldom changed and named on many screens, so everything
 * that is shown is read again. A refusal is for the form to show, where what was entered still stands.
 */
export function useSave<Values, Saved>({ write, before, said, done }: Save<Values, Saved>) {
  const known = useQueryClient();
  const back = useMutation({
    mutationFn: write,
    onSuccess: () => known.invalidateQueries(),
    onError: (error) => {
      const { title, detail } = told(error);
      showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
    },
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: write,
    onSuccess: async (saved, values) => {
      await known.invalidateQueries();
      if (before === undefined) showNotice({ message: said(saved, values) });
      else showUndo(said(saved, values), () => back.mutate(before));
      done?.(saved, values);
    },
  });
  const problem: Told | undefined = error ? told(error) : undefined;
  return { save: mutate, saving: isPending, problem };
}
