import type { AttributeColumn } from "./rules.ts";
import type { DealOutline } from "./store.ts";

/** What of a deal's outline describes it from the start. Never who owns it: nothing here speaks about persons. */
export function listColumns(outlines: readonly DealOutline[]): AttributeColumn[] {
  const columns = new Map<string, (string | null)[]>();
  const set = (heading: string, deal: number, value: string | null | undefined) => {
    const said = value?.trim();
    if (!said) return;
    const values = columns.get(heading) ?? new Array<string | null>(outlines.length).fill(null);
    values[deal] = said;
    columns.set(heading, values);
  };
  for (const [deal, outline] of outlines.entries()) {
    set("Lead source", deal, outline.leadSource);
    set("Account", deal, outline.accountName);
    set("Pipeline", deal, outline.pipelineName);
    for (const [heading, value] of Object.entries(outline.attributes)) set(heading, deal, value);
    for (const [heading, value] of Object.entries(outline.accountAttributes))
      if (!(heading in outline.attributes)) set(heading, deal, value);
  }
  return [...columns].map(([heading, values]) => ({ heading, values }));
}
