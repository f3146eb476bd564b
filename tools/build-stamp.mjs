import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { inRoot, root } from "./root.mjs";
import { asMissing } from "./say.mjs";

const stampFile = inRoot("dist", ".comeback-build");
// Whatever can end up in a bundle. SQL migrations are not: the server reads them from their folder as it starts.
const sources = ["src", "demo", "database", "tools/build.mjs", "package-lock.json", "tsconfig.json"];
const sourcesByName = /^(index\.html|(vite|postcss)\.config\.[cm]?[jt]s)$/;
const neverBundled = /(\.test\.tsx?|\.journey\.ts|\.sql|\.md)$/;

/** Whether dist/ holds what the sources say. Looks at names, sizes and times first, at contents only where these moved. */
export function isBuilt() {
  if (!existsSync(stampFile)) return false;
  const stamped = JSON.parse(readFileSync(stampFile, "utf8"));
  const files = sourceFiles();
  const glance = glanceAt(files);
  if (stamped.glance === glance) return true;
  if (stamped.contents !== readAll(files)) return false;
  // A checkout or a touch moved the times only.
  try {
    writeFileSync(stampFile, JSON.stringify({ ...stamped, glance }));
  } catch (error) {
    if (!asMissing(error)) throw error;
  }
  return true;
}

/** Taken before a build, so that a file saved while it runs is noticed the next time. */
export function currentStamp() {
  const files = sourceFiles();
  return JSON.stringify({ glance: glanceAt(files), contents: readAll(files) });
}

function sourceFiles() {
  const found = [
    ...sources.filter((path) => existsSync(inRoot(path))),
    ...readdirSync(root).filter((name) => sourcesByName.test(name)),
  ];
  return found
    .flatMap((path) => filesUnder(inRoot(path)))
    .filter((path) => !neverBundled.test(path))
    .sort();
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : [],
  );
}

/** @param {string[]} files */
function glanceAt(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest("hex");
}

/** @param {string[]} files */
function readAll(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}
