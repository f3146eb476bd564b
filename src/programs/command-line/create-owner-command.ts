import { ownerInput } from "../../features/team/contract.ts";
import { readConfig } from "../../platform/config.ts";
import { askPassword } from "./ask-password.ts";
import { type Command, exitCodes, textOf, UsageError } from "./command.ts";

export const createOwnerCommand: Command = {
  help: `comeback create-owner --name NAME --email ADDRESS [--workspace NAME] [--time-zone ZONE] [--currency EUR]

The password is asked for, or read from standard input, or from COMEBACK_PASSWORD; it never stands on the command line.`,
  options: {
    name: { type: "string" },
    email: { type: "string" },
    workspace: { type: "string" },
    "time-zone": { type: "string" },
    currency: { type: "string" },
  },
  async run({ values }) {
    const owner = ownerInput.safeParse({
      name: textOf(values, "name") ?? "",
      email: textOf(values, "email") ?? "",
      password: await askPassword(),
      workspaceName: textOf(values, "workspace") ?? "My team",
      timeZone: textOf(values, "time-zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: textOf(values, "currency") ?? "EUR",
    });
    if (!owner.success) {
      throw new UsageError(owner.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
    }
    const [{ openInstallation }, { furnishWorkspace }, { createOwner }] = await Promise.all([
      import("../open-installation.ts"),
      import("../furnish-workspace.ts"),
      import("../../features/team/create-owner.ts"),
    ]);
    const installation = await openInstallation(readConfig(process.env));
    try {
      await createOwner(installation.db, furnishWorkspace, owner.data);
    } finally {
      await installation.close();
    }
    console.log(`${owner.data.name} owns the workspace ${owner.data.workspaceName}. Start Comeback and sign in.`);
    return exitCodes.done;
  },
};
