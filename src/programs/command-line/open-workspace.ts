import { findOnlyWorkspace, findWorkspace, listTeam } from "../../features/team/store.ts";
import { readConfig } from "../../platform/config.ts";
import type { Session } from "../../platform/session.ts";
import { type Installation, openInstallation } from "../open-installation.ts";

export type OpenWorkspace = { installation: Installation; session: Session };

/** This installation's workspace, with its owner's rights: whoever may run the command line holds the data anyway. */
export async function withWorkspace<Result>(use: (open: OpenWorkspace) => Promise<Result>): Promise<Result> {
  const installation = await openInstallation(readConfig(process.env));
  try {
    const workspace = await findOnlyWorkspace(installation.db);
    if (!workspace) {
      throw new Error(
        "There is no workspace here yet. Start Comeback and make the owner's account in the browser, or run: npm run comeback -- create-owner",
      );
    }
    const [settings, team] = await Promise.all([
      findWorkspace(installation.db, workspace),
      listTeam(installation.db, workspace),
    ]);
    const owner = team.find((member) => member.isOwner) ?? team[0];
    if (!owner) throw new Error("This workspace has no members. Run: npm run comeback -- create-owner");
    const session: Session = {
      workspace,
      memberId: owner.id,
      memberName: owner.name,
      role: "admin",
      isOwner: true,
      timeZone: settings.time_zone,
      currency: settings.currency,
    };
    return await use({ installation, session });
  } finally {
    await installation.close();
  }
}
