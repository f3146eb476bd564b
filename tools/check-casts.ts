import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { filesUnder, isTest } from "./source-files.ts";

/**
 * A cast tells the compiler what the program does not know. Facts are parsed at the edge and trusted inside, so only
 * tests' fixtures cast; `as const` adds knowledge instead of claiming it.
 */
export function castFaults(root: string): string[] {
  return filesUnder(root, ["src", "demo"])
    .filter((path) => /\.tsx?$/.test(path) && !isTest(path))
    .flatMap((path) => castsIn(path, readFileSync(join(root, path), "utf8")));
}

function castsIn(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const casts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeAssertionExpression(node) || (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type))) {
      const { line } = file.getLineAndCharacterOfPosition(node.type.getStart(file));
      casts.push(
        `${path}:${line + 1}: a cast to ${node.type.getText(file)}; parse it, or let the type follow from the value`,
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return casts;
}
