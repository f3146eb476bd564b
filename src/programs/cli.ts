import { parseArgs } from "node:util";
import { Refusal } from "../platform/refusal.ts";
import { type Command, exitCodes, UsageError } from "./command-line/command.ts";

/** Each is loaded when it is asked for, and loads what it works with once it knows that it is asked rightly. */
const commands: Record<string, { summary: string; load: () => Promise<Command> }> = {
  analyse: {
    summary: "Look at an export without a server or an account, and keep nothing",
    load: async () => (await import("./command-line/analyse-command.ts")).analyseCommand,
  },
  import: {
    summary: "Import a CSV file into the workspace",
    load: async () => (await import("./command-line/import-command.ts")).importCommand,
  },
  export: {
    summary: "Write deals, or any other table, as CSV or XLSX",
    load: async () => (await import("./command-line/export-command.ts")).exportCommand,
  },
  demo: {
    summary: "Fill the empty workspace with the demo team, or write its CSV files",
    load: async () => (await import("./command-line/demo-command.ts")).demoCommand,
  },
  "create-owner": {
    summary: "Make the owner's account and the workspace",
    load: async () => (await import("./command-line/create-owner-command.ts")).createOwnerCommand,
  },
  "reset-password": {
    summary: "Set a new password for somebody who cannot sign in",
    load: async () => (await import("./command-line/reset-password-command.ts")).resetPasswordCommand,
  },
  "new-key": {
    summary: "Begin anew where the key of feelings and unnamed stories is lost",
    load: async () => (await import("./command-line/new-key-command.ts")).newKeyCommand,
  },
};

const overview = `comeback COMMAND …

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(16)}${summary}`)
  .join("\n")}

comeback COMMAND --help says more. Data lies where COMEBACK_DATA or DATABASE_URL says.`;

async function run(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === "--help" || name === "-h" || name === "help") {
    console.log(overview);
    return name ? exitCodes.done : exitCodes.usage;
  }
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!known) {
    console.error(`There is no command "${name}".\n\n${overview}`);
    return exitCodes.usage;
  }
  const command = await known.load();
  try {
    const asked = readArguments(command, rest);
    if (asked.values.help) {
      console.log(command.help);
      return exitCodes.done;
    }
    return await command.run(asked);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${command.help}`);
      return exitCodes.usage;
    }
    const code = error instanceof Refusal ? ` (${error.code})` : "";
    console.error(`${error instanceof Error && error.message ? error.message : "It could not be done."}${code}`);
    return exitCodes.failed;
  }
}

function readArguments(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

process.exitCode = await run(process.argv.slice(2));
