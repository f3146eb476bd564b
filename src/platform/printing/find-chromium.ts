import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Any browser of the Chromium family prints the same; the one without windows with the least work. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

const mac = (name: string) => `/Applications/${name}.app/Contents/MacOS/${name}`;

function usualPlaces(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === "darwin") return ["Chromium", "Google Chrome", "Microsoft Edge"].map(mac);
  if (process.platform !== "win32")
    return ["chromium-headless-shell", "chromium"]
      .map((name) => `/usr/bin/${name}`)
      .concat("/snap/bin/chromium", "/opt/google/chrome/chrome");
  const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((one) => one !== undefined);
  const programs = [
    join("Google", "Chrome", "Application", "chrome.exe"),
    join("Chromium", "Application", "chrome.exe"),
    join("Microsoft", "Edge", "Application", "msedge.exe"),
  ];
  return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
}

/** Where this machine has a Chromium: the one that is named, and no other; else on the path, or where systems put it. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  if (env.CHROMIUM_PATH) return (await isProgram(env.CHROMIUM_PATH)) ? env.CHROMIUM_PATH : null;
  const folders =
    process.platform === "win32" ? [] : (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [...onPath, ...usualPlaces(env)]) if (await isProgram(path)) return path;
  return null;
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
