import type { OptionsFilter } from "@mantine/core";

/** For a field that is filled in already: a value that is one of the choices hides none of the others. */
export const offerAllUntilTyped: OptionsFilter = ({ options, search, limit }) => {
  const typed = search.trim().toLowerCase();
  const labelOf = (option: (typeof options)[number]) => ("label" in option ? option.label.toLowerCase() : "");
  const isChoice = options.some((option) => labelOf(option) === typed);
  return (isChoice ? options : options.filter((option) => labelOf(option).includes(typed))).slice(0, limit);
};
