import { filesUnder } from "./source-files.ts";

const ours = ["src", "demo", "journeys", "benchmarks", "tools", "database"];
const sayNothing = /^(?:utils?|helpers?|types?|services?|index|constants?|common|misc|shared|managers?)$/;

const kebab = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
const inNoun = [
  /^(?:contract|access|rules|store|api|jobs)\.ts$/,
  // A write or a question put to a noun, named as a verb and what it acts on.
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+\.ts$/,
  new RegExp(`^${kebab}(?:\\.db)?\\.test\\.ts$`),
  // What several tests of the noun begin with.
  new RegExp(`^${kebab}\\.fixture\\.ts$`),
];
const inScreens = [
  /^[A-Z][A-Za-z0-9]*(?:\.test)?\.tsx$/,
  /^[A-Z][A-Za-z0-9]*\.module\.css$/,
  // What a screen works out for itself, without being a component: `sign-in.ts`, `use-draft.ts`.
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:\.test|\.fixture)?\.ts$/,
];

/** Whether every file stands where a reader would look for it, under a name that says what it is. */
export function nameFaults(root: string): string[] {
  return filesUnder(root, ours).flatMap((path) => vague(path) ?? strayInFeature(path) ?? []);
}

function vague(path: string): string | undefined {
  if (!/\.(?:tsx?|[cm]?js)$/.test(path)) return undefined;
  const silent = path
    .split("/")
    .map((part) => part.split(".")[0] ?? "")
    .find((part) => sayNothing.test(part));
  return silent && `${path}: "${silent}" says nothing; name the noun or the act`;
}

function strayInFeature(path: string): string | undefined {
  const [, features, ...parts] = path.split("/");
  if (!path.startsWith("src/") || features !== "features") return undefined;
  const file = parts.at(-1) ?? "";
  const folders = parts.slice(0, -1);
  if (folders.length === 0) return `${path}: a file of a feature lies in the feature's folder`;

  const screensAt = folders.indexOf("screens");
  const odd = folders.find((folder) => !new RegExp(`^${kebab}$`).test(folder));
  if (odd !== undefined) return `${path}: "${odd}" is not a noun in small letters and hyphens`;
  if (screensAt === -1)
    return inNoun.some((name) => name.test(file))
      ? undefined
      : `${path}: a feature holds contract, access, rules, store, api, jobs, verb-noun files, screens and tests only`;
  if (screensAt !== folders.length - 1)
    return `${path}: screens holds no folders; a nested noun has screens of its own`;
  return inScreens.some((name) => name.test(file))
    ? undefined
    : `${path}: screens holds components (Name.tsx), their styles (Name.module.css) and verb-noun files only`;
}
