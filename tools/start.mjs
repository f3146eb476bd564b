import "./require-node.mjs";
import "./end-with-npm.mjs";
import module from "node:module";
import { pathToFileURL } from "node:url";
import { buildWhenNeeded } from "./build.mjs";
import { installWhenNeeded } from "./install.mjs";
import { inRoot } from "./root.mjs";
import { orSayWhatIsMissing } from "./say.mjs";

await orSayWhatIsMissing(async () => {
  await installWhenNeeded();
  await buildWhenNeeded();
});

process.setSourceMapsEnabled(true);
// Newer Node keeps compiled code between starts; it skips this by itself where it may not write. Node 20 cannot yet.
const { enableCompileCache } = /** @type {{ enableCompileCache?: (folder: string) => void }} */ (
  /** @type {unknown} */ (module)
);
enableCompileCache?.(inRoot(".cache", "compiled"));
// The server runs in this very process: nothing stands between it and a signal, and no second start is paid for.
await import(pathToFileURL(inRoot("dist", "server.js")).href);
