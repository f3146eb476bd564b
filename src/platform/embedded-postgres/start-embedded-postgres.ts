import { openDataFolder, openThrowAwayFolder } from "./data-folder.ts";
import { type EmbeddedPostgres, keepServer } from "./keep-server.ts";

export { defaultDataFolder } from "./data-folder.ts";
export { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
export type { EmbeddedPostgres } from "./keep-server.ts";

/** The database in this folder: of the server that runs there already, or of one started now, and made where it is missing. */
export async function startEmbeddedPostgres(options: {
  dataFolder: string;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  return keepServer(openDataFolder(options.dataFolder), { throwAway: false, log: options.log ?? (() => {}) });
}

/**
 * An empty server in a temporary folder, for tests and for one look at somebody's data: quick rather than safe. `stop`
 * deletes the folder, and so does the end of this program.
 */
export async function startThrowAwayPostgres(): Promise<EmbeddedPostgres> {
  return keepServer(openThrowAwayFolder(), { throwAway: true, log: () => {} });
}
