import type { ContractRouterClient } from "@orpc/contract";
import { day, instant, text, whole } from "../../platform/export/columns.ts";
import { type ExportedTable, listed } from "../../platform/export/exported-table.ts";
import { playbookContract } from "./contract.ts";

type Client = Pick<ContractRouterClient<typeof playbookContract>, "listPractices" | "listPracticeUses">;

/** Best practices, and where they are applied. */
export function exportedPlaybook(client: Client): ExportedTable[] {
  return [
    listed(
      {
        ...{ name: "practices", title: "Playbook" },
        says: "Practices that are adopted.",
      },
      playbookContract.listPractices,
      client.listPractices,
      [
        text("Practice", ({ title }) => title),
        text("Applies when", ({ appliesWhen }) => appliesWhen || null),
        text("State", ({ state }) => state),
        text("Came from", ({ source }) => source),
        text("Reason", ({ reason }) => reason?.name ?? null),
        text("Red flag", ({ flag }) => flag?.name ?? null),
        text("Repair", ({ repair }) => repair?.name ?? null),
        whole("Applies to open deals now", ({ appliesNow }) => appliesNow),
        whole("Times done", ({ timesDone }) => timesDone),
        text("Written by", ({ madeByName }) => madeByName),
        instant("Written at", ({ madeAt }) => madeAt),
        instant("Changed at", ({ changedAt }) => changedAt),
        instant("Adopted at", ({ adoptedAt }) => adoptedAt),
        instant("Retired at", ({ retiredAt }) => retiredAt),
        text("ID", ({ id }) => id),
      ],
    ),
    listed(
      {
        ...{ name: "practice-uses", title: "Practices applied" },
        says: "Practices planned for deals.",
      },
      playbookContract.listPracticeUses,
      client.listPracticeUses,
      [
        text("Practice", ({ practiceTitle }) => practiceTitle),
        text("State", ({ state }) => state),
        text("Who", ({ memberName }) => memberName),
        text("Deal", ({ deal }) => deal?.name ?? null),
        text("Account", ({ deal }) => deal?.accountName ?? null),
        day("Due", ({ dueOn }) => dueOn),
        instant("Planned at", ({ plannedAt }) => plannedAt),
        instant("Done at", ({ doneAt }) => doneAt),
        text("Note", ({ note }) => note || null),
        text("ID", ({ id }) => id),
      ],
    ),
  ];
}
