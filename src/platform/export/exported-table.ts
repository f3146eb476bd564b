import { z } from "zod";
import type { CellKind, CellValue, Column } from "./columns.ts";

/** A table as it leaves: its headings, and its rows a page after the other, never all of them at once. */
export type OpenedTable = {
  columns: readonly { heading: string; kind: CellKind }[];
  pages: AsyncIterable<readonly (readonly CellValue[])[]>;
};

/** A table that a person can take away as a file. */
export type ExportedTable = {
  /** In addresses and file names: "stage-changes". */
  name: string;
  /** On the file's sheet and in the list of tables. */
  title: string;
  /** What is in it, in a sentence. */
  says: string;
  /** It is told by a filter alone: the deals behind one figure. */
  needsFilter?: true;
  /** The filter of its list by name, each as text. One that the list does not know is a ZodError. */
  open: (filter: Readonly<Record<string, string>>) => Promise<OpenedTable>;
};

type About = Omit<ExportedTable, "open">;

/** What a page of the API has at most. */
const rowsAtOnce = 200;

type Listed<Row> = { rows: readonly Row[]; next?: string | null };
type Route<Input> = { "~orpc": { inputSchema?: z.ZodType<Input> | undefined } };
type Asked = { after?: string | undefined; limit?: number | undefined };

/** What a route takes, as its contract says it. */
export function inputOf<Input>(route: Route<Input>): z.ZodType<Input> {
  const { inputSchema } = route["~orpc"];
  if (!inputSchema) throw new Error("This route takes nothing: it is told whole.");
  return inputSchema;
}

/**
 * A list of the API as a file: the same route is asked, page by page, so that everybody takes away exactly what the list
 * shows them.
 */
export function listed<Input extends Asked, Row>(
  about: About,
  route: Route<Input>,
  ask: (input: Input) => Promise<Listed<Row>>,
  columns: readonly Column<Row>[],
): ExportedTable {
  return {
    ...about,
    open: async (filter) => {
      const input = inputOf(route).parse({ ...filter });
      const pages = async function* () {
        for (let after = input.after; ; ) {
          const { rows, next } = await ask({ ...input, limit: rowsAtOnce, ...(after ? { after } : {}) });
          yield cellsOf(columns, rows);
          if (!next) return;
          after = next;
        }
      };
      return { columns, pages: pages() };
    },
  };
}

/** An answer of the API that is told whole, by a filter of its own, as a file. */
export function toldBy<Input, Row>(
  about: About,
  input: z.ZodType<Input>,
  ask: (input: Input) => Promise<readonly Row[]>,
  columns: readonly Column<Row>[],
): ExportedTable {
  return {
    ...about,
    open: async (filter) => {
      const asked = input.parse({ ...filter });
      const pages = async function* () {
        yield cellsOf(columns, await ask(asked));
      };
      return { columns, pages: pages() };
    },
  };
}

/** One that knows no filter. */
export const toldWhole = <Row>(
  about: About,
  ask: () => Promise<readonly Row[]>,
  columns: readonly Column<Row>[],
): ExportedTable => toldBy(about, z.strictObject({}), ask, columns);

/** A table that is read from the database for the file alone; its columns may depend on what is in it. */
export function streamed<Input, Row>(
  about: About,
  input: z.ZodType<Input>,
  read: (input: Input) => Promise<{ columns: readonly Column<Row>[]; pages: AsyncIterable<readonly Row[]> }>,
): ExportedTable {
  return {
    ...about,
    open: async (filter) => {
      const { columns, pages } = await read(input.parse({ ...filter }));
      const cells = async function* () {
        for await (const rows of pages) yield cellsOf(columns, rows);
      };
      return { columns, pages: cells() };
    },
  };
}

const cellsOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) =>
  rows.map((row) => columns.map(({ of }) => of(row)));

/** The same table with its first page at hand: whoever may not read it is told so before anything is sent. */
export async function withFirstPage({ columns, pages }: OpenedTable): Promise<OpenedTable> {
  const reading = pages[Symbol.asyncIterator]();
  const first = await reading.next();
  const all = async function* () {
    try {
      for (let page = first; !page.done; page = await reading.next()) yield page.value;
    } finally {
      await reading.return?.();
    }
  };
  return { columns, pages: all() };
}
