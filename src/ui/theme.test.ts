import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { theme } from "./theme.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const styles = readFileSync(join(root, "src/ui/mantine.css"), "utf8");

/** Every name taken from @mantine/core by a screen or a component, with the file that takes it. */
function mantineImports(): { name: string; file: string }[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx"))
    .flatMap((file) => {
      const text = readFileSync(join(root, "src", file), "utf8");
      return [...text.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)]
        .flatMap((match) => (match[1] ?? "").split(","))
        .map((name) => name.replace(/\btype\b|\bas\b.*/g, "").trim())
        .filter(Boolean)
        .map((name) => ({ name, file }));
    });
}

describe("the Mantine components in use", () => {
  it("each have their style sheet in mantine.css", () => {
    const used = mantineImports();
    expect(used.length).toBeGreaterThan(10);
    const unstyled = used
      .filter(({ name }) => existsSync(join(root, `node_modules/@mantine/core/styles/${name}.layer.css`)))
      .filter(({ name }) => !styles.includes(`/${name}.layer.css`))
      .map(({ name, file }) => `src/${file} uses ${name}: add its line to src/ui/mantine.css`);
    expect(unstyled).toEqual([]);
  });

  it("come without a style sheet that does not exist", () => {
    const listed = [...styles.matchAll(/@import "@mantine\/core\/(styles\/[^"]+)"/g)].map((match) => match[1] ?? "");
    expect(listed.length).toBeGreaterThan(30);
    const missing = listed.filter((path) => !existsSync(join(root, "node_modules/@mantine/core", path)));
    expect(missing).toEqual([]);
  });
});

describe("a page without Mantine", () => {
  it("has the theme's own colours and sizes for whatever theme.css leans on", () => {
    const leant = readFileSync(join(root, "src/ui/theme.css"), "utf8");
    const plain = readFileSync(join(root, "src/ui/without-mantine.css"), "utf8");
    const given = new Map([...plain.matchAll(/(--mantine-[\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]));
    const needed = [...leant.matchAll(/var\((--mantine-[\w-]+)\)/g)].map(([, name]) => name ?? "");
    expect(needed.length).toBeGreaterThan(20);
    expect(needed.filter((name) => !given.has(name))).toEqual([]);
    for (const [name = "", value] of given) {
      const [, what, key, shade] = /^--mantine-(color|font-size|line-height)-([a-z]+)(?:-(\d))?$/.exec(name) ?? [];
      const sizes = what === "font-size" ? theme.fontSizes : theme.lineHeights;
      const ours = what === "color" ? theme.colors?.[key ?? ""]?.[Number(shade)] : sizes?.[key ?? ""];
      expect(value, name).toBe(ours);
    }
  });
});
