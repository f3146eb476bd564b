import type { AttributeColumn } from "./rules.ts";
import type { DealOutline } from "./store.ts";

type Growing = { heading: string; standard: boolean; levels: string[]; places: Map<string, number>; codes: Int32Array };

const room = 1024;

/**
 * Gathers what describes deals from the start, deal by deal. Never who owns them: nothing here speaks about persons. A value
 * is kept once, however many deals share it: the text of a hundred thousand deals would fill a computer's memory.
 */
export function collectColumns() {
  const columns = new Map<string, Growing>();
  let deals = 0;
  const set = (heading: string, standard: boolean, value: string | null | undefined) => {
    const said = value?.trim();
    if (!said) return;
    let column = columns.get(heading);
    if (column === undefined) {
      column = { heading, standard, levels: [], places: new Map(), codes: new Int32Array(room).fill(-1) };
      columns.set(heading, column);
    }
    while (column.codes.length <= deals) column.codes = grown(column.codes);
    let code = column.places.get(said);
    if (code === undefined) {
      code = column.levels.length;
      column.levels.push(said);
      column.places.set(said, code);
    }
    column.codes[deals] = code;
  };
  return {
    add: ({ leadSource, accountName, pipelineName, attributes, accountAttributes }: DealOutline) => {
      set("Lead source", true, leadSource);
      set("Account", false, accountName);
      set("Pipeline", true, pipelineName);
      for (const heading in attributes) set(heading, false, attributes[heading]);
      for (const heading in accountAttributes)
        if (!(heading in attributes)) set(heading, true, accountAttributes[heading]);
      deals += 1;
    },
    finish: (): AttributeColumn[] =>
      [...columns.values()].map(({ heading, standard, levels, codes }) => {
        let whole = codes;
        while (whole.length < deals) whole = grown(whole);
        return { heading, standard, levels, codes: whole.slice(0, deals) };
      }),
  };
}

function grown(codes: Int32Array): Int32Array {
  const larger = new Int32Array(codes.length * 2).fill(-1, codes.length);
  larger.set(codes);
  return larger;
}
