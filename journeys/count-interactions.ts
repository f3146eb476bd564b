import type { Page } from "playwright-core";

/**
 * Counts what a person does from here on, in the page itself: every click and every key pressed, where a text typed into
 * one field is one. Gives the count so far; the page must not be loaded anew meanwhile.
 */
export async function countInteractions(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = { interactions: 0 };
    let typingIn: EventTarget | null = null;
    const count = () => {
      counted.interactions += 1;
      typingIn = null;
    };
    const takesText = (target: EventTarget | null) =>
      target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");
    addEventListener("pointerdown", count, { capture: true });
    addEventListener(
      "keydown",
      (event) => {
        if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
        const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey && takesText(event.target);
        if (types && typingIn === event.target) return;
        count();
        if (types) typingIn = event.target;
      },
      { capture: true },
    );
    Object.assign(window, { countedByJourney: counted });
  });
  return () =>
    page.evaluate(() => {
      const { countedByJourney } = window as unknown as { countedByJourney: { interactions: number } };
      return countedByJourney.interactions;
    });
}
