import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Command, exitCodes, textOf, UsageError } from "./command.ts";

export const exportCommand: Command = {
  help: `comeback export [TABLE] [--format csv|xlsx] [--to FILE]
comeback export --all FOLDER [--format csv|xlsx]

Writes a table as a file: deals, unless another one is named; to standard output when no file is named. Deals, accounts,
contacts, stage-changes and activities are read back by our own import. --list names every table.

  --format    csv (the usual), or xlsx
  --to FILE   write there instead
  --all FOLDER  every table, a file each
  --list      name the tables
  --no-mark   a CSV file without the byte order mark, for programs that stumble over it`,
  options: {
    to: { type: "string" },
    format: { type: "string" },
    all: { type: "string" },
    list: { type: "boolean" },
    "no-mark": { type: "boolean" },
  },
  async run({ positionals, values }) {
    const [asked = "deals", ...more] = positionals;
    if (more.length > 0) throw new UsageError(`Name one table at a time; "${more.join(" ")}" is too much.`);
    const format = textOf(values, "format") ?? "csv";
    if (format !== "csv" && format !== "xlsx") throw new UsageError(`--format is csv or xlsx, not "${format}".`);
    const folder = textOf(values, "all");
    const to = textOf(values, "to");
    const [{ withWorkspace }, { servedTables }, { holdSnapshot }, { writeFile }, { nameFile }] = await Promise.all([
      import("./open-workspace.ts"),
      import("../router.ts"),
      import("../../platform/database/in-snapshot.ts"),
      import("../../platform/export/write-file.ts"),
      import("../../platform/export/name-file.ts"),
    ]);
    return withWorkspace(async ({ installation, session }) => {
      const { snapshot, letGo } = await holdSnapshot(installation.db);
      const acting = { db: snapshot, session, now: Date.now() };
      try {
        const { tablesFor, workspaceName } = servedTables(installation.secrets);
        // A table that is only told by a filter is asked for where its filter is: on its screen, or by the API.
        const tables = tablesFor(acting).filter(({ needsFilter }) => !needsFilter);
        if (values.list) {
          for (const { name, says } of tables) console.log(`${name.padEnd(22)} ${says}`);
          return exitCodes.done;
        }
        const wanted = folder ? tables : tables.filter(({ name }) => name === asked);
        if (wanted.length === 0) throw new UsageError(`There is no table "${asked}". --list names those there are.`);
        if (folder) await mkdir(folder, { recursive: true });
        const { timeZone } = session;
        const whose = await workspaceName(acting);
        for (const { name, title, open } of wanted) {
          const pieces = writeFile(await open({}), { format, title, timeZone, withMark: values["no-mark"] !== true });
          const path = folder ? join(folder, nameFile(whose, name, format, { now: acting.now, timeZone })) : to;
          await pipeline(pieces, path ? createWriteStream(path) : process.stdout, { end: path !== undefined });
        }
        return exitCodes.done;
      } finally {
        await letGo();
      }
    });
  },
};
