// A program that uses the embedded PostgreSQL, for the tests to start, kill and run as somebody else.
import { once } from "node:events";
import { openDataFolder } from "./data-folder.ts";
import { keepServer } from "./keep-server.ts";
import { startEmbeddedPostgres, startThrowAwayPostgres } from "./start-embedded-postgres.ts";

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const log = (line: string) => say({ log: line });

function start(dataFolder: string | undefined) {
  if (!dataFolder) return startThrowAwayPostgres();
  if (process.env.REACHED_BY !== "loopback") return startEmbeddedPostgres({ dataFolder, log });
  return keepServer(openDataFolder(dataFolder, "loopback"), { throwAway: false, log });
}

try {
  const { connection, adopted, stop } = await start(process.argv[2]);
  say({ ready: true, connection, adopted });
  await once(process.stdin, "data");
  await stop();
  say({ stopped: true });
} catch (error) {
  say({ refused: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}
process.exit();
