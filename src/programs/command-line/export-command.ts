import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, exitCodes, textOf } from "./command.ts";

export const exportCommand: Command = {
  help: `comeback export [--to FILE]

Writes every deal as a CSV file that our own import reads back; to standard output when no file is named.

  --to FILE   write there instead`,
  options: { to: { type: "string" } },
  async run({ values }) {
    const to = textOf(values, "to");
    const [{ withWorkspace }, { exportDeals }] = await Promise.all([
      import("./open-workspace.ts"),
      import("../../features/deals/export-deals.ts"),
    ]);
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
