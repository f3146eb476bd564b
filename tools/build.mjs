import "./require-node.mjs";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { currentStamp, isBuilt } from "./build-stamp.mjs";
import { installWhenNeeded } from "./install.mjs";
import { oneAtATime } from "./one-at-a-time.mjs";
import { inRoot } from "./root.mjs";
import { runNode } from "./run.mjs";
import { Missing, orSayWhatIsMissing, say } from "./say.mjs";

const thisScript = fileURLToPath(import.meta.url);

/** Builds in a program of its own: the compilers' memory does not stay with the server that is imported afterwards. */
export async function buildWhenNeeded() {
  if (isBuilt()) return;
  const { code } = await runNode([thisScript, "--when-needed"], { show: "as-progress" });
  if (code !== 0) throw new Missing("The build failed, for the reason above.");
}

async function build() {
  const startedAt = performance.now();
  const stamp = currentStamp();
  const next = inRoot(".cache", "build");
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  const [programs, web] = await Promise.allSettled([buildPrograms(next), buildWeb(next)]);
  for (const part of [programs, web]) if (part.status === "rejected") throw part.reason;
  writeFileSync(`${next}/.comeback-build`, stamp);
  putInPlace(next);
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** One rename at the end: a build that fails or is interrupted leaves the last good one running. */
function putInPlace(/** @type {string} */ next) {
  const old = inRoot(".cache", "build-before");
  rmSync(old, { recursive: true, force: true });
  if (existsSync(inRoot("dist"))) renameSync(inRoot("dist"), old);
  renameSync(next, inRoot("dist"));
  rmSync(old, { recursive: true, force: true });
}

/** Of hundreds of small files each: reading them one by one takes longer than everything else as a program starts. */
const inOnePiece = /^(?:better-auth|hono|kysely|zod|@better-auth\/.+|@hono\/.+|@orpc\/.+)$/;

function leftAsTheyAre() {
  const { dependencies } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  return Object.keys(dependencies).filter((name) => !inOnePiece.test(name));
}

/** Server, worker and command line, each a file to start. @param {string} next */
export async function buildPrograms(next) {
  const programs = ["server", "worker", "cli", "job-thread"].filter((name) =>
    existsSync(inRoot("src", "programs", `${name}.ts`)),
  );
  if (programs.length === 0) throw new Missing("src/programs has no program: there is nothing to build.");
  const esbuild = await import("esbuild");
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: programs.map((name) => inRoot("src", "programs", `${name}.ts`)),
      // Named as the final place, so that source maps point to the sources from there; written to the next one.
      outdir: inRoot("dist"),
      write: false,
      bundle: true,
      // What several programs or commands need lies in files of its own, beside them: each loads only what it needs.
      splitting: true,
      external: leftAsTheyAre(),
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
      // The sources lie beside; a program that keeps its maps in memory need not keep those too.
      sourcesContent: false,
      logLevel: "silent",
    });
    for (const file of outputFiles) writeFileSync(file.path.replace(inRoot("dist"), next), file.contents);
  } catch (error) {
    const { errors } = /** @type {import("esbuild").BuildFailure} */ (error);
    if (!errors) throw error;
    const lines = await esbuild.formatMessages(errors, { kind: "error", color: false });
    throw new Missing(`The server does not build:\n${lines.join("")}`);
  } finally {
    await esbuild.stop();
  }
}

/** @param {string} next */
async function buildWeb(next) {
  if (!readdirSync(inRoot(".")).some((name) => /^vite\.config\.[cm]?[jt]s$/.test(name)))
    throw new Missing("vite.config.ts is not there: the screens cannot be built.");
  const vite = inRoot("node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--outDir", `${next}/web`, "--emptyOutDir", "--logLevel", "warn"];
  const { code, output } = await runNode(args, { env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1" } });
  if (code !== 0) throw new Missing(`The screens do not build:\n${output.split("\n    at ")[0]?.trim()}`);
}

if (argv[1] && fileURLToPath(import.meta.url) === realpathSync(argv[1])) {
  await orSayWhatIsMissing(async () => {
    await installWhenNeeded();
    await oneAtATime("build", async () => {
      if (argv.includes("--when-needed") && isBuilt()) return;
      say("Building …");
      await build();
    });
  });
}
