import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/**
 * axe keeps six weak maps for each colour it computes with, and reads a page's few colours anew for each of its texts: on
 * a long list that is more than half of its time. Here weak maps are properties, and a colour that was read is known.
 */
const source = `(() => {
  class WeakMap {
    #kept = Symbol("kept");
    get(key) { return key?.[this.#kept]; }
    set(key, value) { key[this.#kept] = value; return this; }
    has(key) { return Object(key) === key && this.#kept in key; }
    delete(key) { return delete key[this.#kept]; }
  }
  ${readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")}
  axe.configure({ noHtml: true });
  const { prototype } = axe.commons.color.Color;
  const { parseString } = prototype;
  const known = new Map();
  prototype.parseString = function (text) {
    if (!known.has(text)) {
      parseString.call(this, text);
      const { r, g, b, alpha } = this;
      known.set(text, { r, g, b, alpha });
    }
    return Object.assign(this, known.get(text));
  };
})()`;

/**
 * What axe finds wrong on the page as it is now, in words. A page is given axe once and asked as often as wished: that is
 * much quicker than bringing it anew for each look.
 */
export async function askAxe(page: Page, options: RunOptions): Promise<string[]> {
  if (page.frames().length > 1) throw new Error("axe was brought to the page itself only, and it has frames.");
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(async (asked) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    // Describing at length what is in order takes longer than finding what is not.
    const { violations } = await axe.run(document, { ...asked, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(" ")}\n  ${failureSummary ?? ""}`),
    );
  }, options);
}
