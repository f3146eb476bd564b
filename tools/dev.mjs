import "./require-node.mjs";
import "./end-with-npm.mjs";
import { existsSync } from "node:fs";
import { installWhenNeeded } from "./install.mjs";
import { inRoot } from "./root.mjs";
import { runNode } from "./run.mjs";
import { Missing, orSayWhatIsMissing, say } from "./say.mjs";

/** The server restarts and the page reloads as files are saved. Vite passes /api on to the server's usual port. */
await orSayWhatIsMissing(async () => {
  await installWhenNeeded();
  const server = inRoot("src", "programs", "server.ts");
  if (!existsSync(server)) throw new Missing("src/programs/server.ts is not there: there is no server to run.");
  say("Server and screens while you write; open the address that Vite prints.");
  const ended = await Promise.race([
    runNode(["--import", "tsx", "--watch", "--watch-preserve-output", server], { show: "all" }),
    runNode([inRoot("node_modules", "vite", "bin", "vite.js")], { show: "all" }),
  ]);
  process.exit(ended.code);
});
