import { lazy, Suspense, useEffect, useState } from "react";
import { registeredShortcuts, singleKeysAreOn, useShortcut } from "./shortcuts.ts";

const ShortcutList = lazy(() => import("./ShortcutList.tsx"));
const SEQUENCE_MS = 1000;

function isTyping(target: Element | null): boolean {
  if (!target) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.closest("textarea, select, [contenteditable]:not([contenteditable='false'])") !== null;
}

/** Keys that the thing in focus wants for itself: Enter on a link, letters in a menu, arrows among radio buttons. */
function wantsKeyItself(target: Element | null, key: string): boolean {
  if (!target) return false;
  if (target.closest('[role="menu"], [role="listbox"]')) return true;
  const acts = key === "Enter" || key === " " || key.startsWith("Arrow");
  return acts && target.closest("a, button, input, summary, [role='button'], [role='radio'], [role='tab']") !== null;
}

/** The key as shortcuts name it; on keyboards of another script, the Latin letter printed on the same key. */
function nameOf(event: KeyboardEvent): string {
  const otherScript = event.key.length === 1 && event.key > "\u024f" && event.code.startsWith("Key");
  const key = otherScript ? event.code.slice(3).toLowerCase() : event.key;
  return key.length === 1 ? key.toLowerCase() : key;
}

type Press = { key: string; at: number };

/** Listens once for the whole page. UiProvider holds it; nothing else needs to. */
export function ShortcutListener() {
  const [listOpen, setListOpen] = useState(false);
  useShortcut("?", () => setListOpen(true), "Show these keys", { group: "Everywhere" });

  useEffect(() => {
    let previous: Press | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const key = nameOf(event);
      const mod = event.ctrlKey || event.metaKey;
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      if (["Shift", "Control", "Meta"].includes(key)) return;
      if (!mod && (isTyping(target) || wantsKeyItself(target, key) || !singleKeysAreOn())) return;

      const inDialog = document.querySelector('[aria-modal="true"]') !== null;
      const pressed = mod ? `mod+${key}` : key;
      const sequence = previous && event.timeStamp - previous.at < SEQUENCE_MS ? `${previous.key} ${pressed}` : null;
      const usable = registeredShortcuts().filter((shortcut) => shortcut.inDialog || !inDialog);
      const found =
        usable.findLast((shortcut) => shortcut.keys === sequence) ??
        usable.findLast((shortcut) => shortcut.keys === pressed);
      previous = found || mod ? null : { key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  return <Suspense fallback={null}>{listOpen && <ShortcutList onClose={() => setListOpen(false)} />}</Suspense>;
}
