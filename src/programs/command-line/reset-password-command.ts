import { password as passwordShape } from "../../features/team/contract.ts";
import { readConfig } from "../../platform/config.ts";
import { askPassword } from "./ask-password.ts";
import { type Command, exitCodes, UsageError } from "./command.ts";

export const resetPasswordCommand: Command = {
  help: `comeback reset-password E-MAIL

For an owner who forgot theirs; everybody else gets a link from an admin, under Settings, People. Whoever is signed in
with this e-mail is signed out. API keys go on working.

The password is asked for, or read from standard input, or from COMEBACK_PASSWORD; it never stands on the command line.`,
  options: {},
  async run({ positionals }) {
    const [email, ...more] = positionals;
    if (!email) throw new UsageError("Name the e-mail they sign in with.");
    if (more.length > 0) throw new UsageError(`Name one e-mail; "${more.join(" ")}" is too much.`);
    const password = passwordShape.safeParse(await askPassword());
    if (!password.success) throw new UsageError(password.error.issues.map(({ message }) => message).join(" "));
    const [{ openInstallation }, { resetPassword }] = await Promise.all([
      import("../open-installation.ts"),
      import("../../features/team/sign-ins/reset-password.ts"),
    ]);
    const installation = await openInstallation(readConfig(process.env));
    try {
      const person = await resetPassword(installation.db, { email, password: password.data });
      if (!person) throw new Error(`Nobody signs in with ${email} here. Nothing was changed.`);
      console.log(`${person.name} signs in with ${email} and the new password. Every session of theirs is ended.`);
    } finally {
      await installation.close();
    }
    return exitCodes.done;
  },
};
