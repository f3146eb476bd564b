import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../src/programs/project-root.ts";
import { benchFolder } from "./bench-folder.ts";

/**
 * Runs a file of this folder in a Node of its own, bundled as the server is: neither a compiler nor this program's
 * memory is measured with it. Gives what it printed, which is JSON, read. `heard` is told what it says while it runs.
 */
export async function runMeasured(
  file: string,
  input: object,
  heard: (said: string) => void = () => {},
): Promise<unknown> {
  return runNode([await buildMeasured(file)], JSON.stringify(input), heard);
}

/** A file of this folder, bundled; says where. */
export async function buildMeasured(file: string): Promise<string> {
  const outfile = join(benchFolder, file.replace(/\.ts$/, ".mjs"));
  await build({
    entryPoints: [join(projectRoot, "benchmarks", file)],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}

/** Runs Node with `input` on its standard input and reads the JSON it prints at its end. */
export function runNode(args: string[], input = "", heard: (said: string) => void = () => {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ["pipe", "pipe", "inherit", "ipc"] });
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.on("message", (said) => heard(String(said)));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(printed));
      else reject(new Error(`${args[0]} ended with ${code}: ${printed.slice(0, 500)}`));
    });
    child.stdin?.on("error", () => {}).end(input);
  });
}
