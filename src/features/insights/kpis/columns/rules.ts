import type { FigureColumns } from "./contract.ts";

/** How a column is headed that tells what was sold. */
const product =
  /^(?:products?(?: (?:name|line|family|interest|group))?|produkte?|produits?|productos?|prodotti?|artikel|solution|plan)$/i;

const mostSources = 60;

/** The lists of a report's filter: what names a product first, since most look for it. */
export function figureColumnsOf(rows: readonly { heading: string | null; values: string[] }[]): FigureColumns {
  const columns = rows.flatMap(({ heading, values }) =>
    heading === null ? [] : [{ heading, isProduct: product.test(heading.trim().replaceAll("_", " ")), values }],
  );
  return {
    sources: (rows.find(({ heading }) => heading === null)?.values ?? []).slice(0, mostSources),
    columns: columns.toSorted(
      (one, other) => Number(other.isProduct) - Number(one.isProduct) || one.heading.localeCompare(other.heading, "en"),
    ),
  };
}
