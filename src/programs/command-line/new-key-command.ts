import { readConfig } from "../../platform/config.ts";
import { type Command, exitCodes } from "./command.ts";

export const newKeyCommand: Command = {
  help: `comeback new-key

For an installation whose SECRET_KEY or key file is lost for good. From now on the present key seals. What was sealed with
the lost one stays closed; it opens again when the lost key is found and set behind the present one: SECRET_KEY=present,lost

Where the present key opens everything, nothing happens.`,
  options: {},
  async run() {
    const [{ openInstallation }, { beginNewKeys }] = await Promise.all([
      import("../open-installation.ts"),
      import("../../platform/sealing/renew-keys.ts"),
    ]);
    const installation = await openInstallation(readConfig(process.env));
    try {
      const begun = await beginNewKeys(installation.db, installation.secrets);
      console.log(
        begun === 0
          ? "The present key opens everything. Nothing was changed."
          : `The present key seals from now on, in ${begun === 1 ? "one workspace" : `${begun} workspaces`}.`,
      );
    } finally {
      await installation.close();
    }
    return exitCodes.done;
  },
};
