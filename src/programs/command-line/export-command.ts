import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportDeals } from "../../features/deals/export-deals.ts";
import { type Command, exitCodes, textOf } from "./command.ts";
import { withWorkspace } from "./open-workspace.ts";

export const exportCommand: Command = {
  summary: "Write every deal as CSV",
  help: `comeback export [--to FILE]

Writes every deal as a CSV file that our own import reads back; to standard output when no file is named.

  --to FILE   write there instead`,
  options: { to: { type: "string" } },
  async run({ values }) {
    const to = textOf(values, "to");
    await withWorkspace(({ installation, session }) =>
      pipeline(
        Readable.from(exportDeals({ db: installation.db, session })),
        to ? createWriteStream(to) : process.stdout,
        { end: Boolean(to) },
      ),
    );
    return exitCodes.done;
  },
};
