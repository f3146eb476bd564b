import type { AttributeColumn } from "./rules.ts";
import type { DealOutline } from "./store.ts";

/** What of a deal's outline describes it from the start. Never who owns it: nothing here speaks about persons. */
export function listColumns(outlines: readonly DealOutline[]): AttributeColumn[] {
  const columns = new Map<string, { standard: boolean; values: (string | null)[] }>();
  const set = (heading: string, standard: boolean, deal: number, value: string | null | undefined) => {
    const said = value?.trim();
    if (!said) return;
    const column = columns.get(heading) ?? { standard, values: new Array<string | null>(outlines.length).fill(null) };
    column.values[deal] = said;
    columns.set(heading, column);
  };
  for (const [deal, outline] of outlines.entries()) {
    set("Lead source", true, deal, outline.leadSource);
    set("Account", false, deal, outline.accountName);
    set("Pipeline", true, deal, outline.pipelineName);
    for (const [heading, value] of Object.entries(outline.attributes)) set(heading, false, deal, value);
    for (const [heading, value] of Object.entries(outline.accountAttributes))
      if (!(heading in outline.attributes)) set(heading, true, deal, value);
  }
  return [...columns].map(([heading, column]) => ({ heading, ...column }));
}
