// Imported first by every script here, so that an old Node says what is wrong before it meets newer syntax.
import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const needed = engines.node.replace(/^\D+/, "");
const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  process.stderr.write(
    `Comeback needs Node ${needed} or newer; this is ${process.versions.node}. See https://nodejs.org\n`,
  );
  process.exit(1);
}
