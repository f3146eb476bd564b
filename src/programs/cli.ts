import { parseArgs } from "node:util";
import { Refusal } from "../platform/refusal.ts";
import { analyseCommand } from "./command-line/analyse-command.ts";
import { type Command, exitCodes, UsageError } from "./command-line/command.ts";
import { createOwnerCommand } from "./command-line/create-owner-command.ts";
import { demoCommand } from "./command-line/demo-command.ts";
import { exportCommand } from "./command-line/export-command.ts";
import { importCommand } from "./command-line/import-command.ts";
import { newKeyCommand } from "./command-line/new-key-command.ts";
import { resetPasswordCommand } from "./command-line/reset-password-command.ts";

const commands: Record<string, Command> = {
  analyse: analyseCommand,
  import: importCommand,
  export: exportCommand,
  demo: demoCommand,
  "create-owner": createOwnerCommand,
  "reset-password": resetPasswordCommand,
  "new-key": newKeyCommand,
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
  const command = commands[name];
  if (!command) {
    console.error(`There is no command "${name}".\n\n${overview}`);
    return exitCodes.usage;
  }
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
