import { z } from "zod";
import { signedIn } from "../../../team/contract.ts";

const values = z.array(z.string());

const figureColumns = z.object({
  /** Where deals came from; the most frequent first. */
  sources: values,
  /** Columns of the CRM that can narrow a report, what names a product first, then by heading. */
  columns: z.array(z.object({ heading: z.string(), isProduct: z.boolean(), values })),
});
export type FigureColumns = z.infer<typeof figureColumns>;

export const columnsContract = {
  listFigureColumns: signedIn
    .route({
      method: "GET",
      path: "/insights/figures/columns",
      summary:
        "Sources, and columns of the CRM with what they say: for the filter of a report by product or anything else",
      description:
        "Of the newest deals that you see. Columns with so many different values that none narrows anything, such as ids and notes, are left out.",
    })
    .output(figureColumns),
};
