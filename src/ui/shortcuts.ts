import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

/**
 * One list of every key the current screen answers to. A screen says `useShortcut("d", debrief, "Debrief this deal")`;
 * the newest registration of a key wins, so a screen may take over a key of the shell while it is up.
 *
 * `keys`: a key as the keyboard names it ("d", "?", "Enter", "Escape"), a sequence ("g t": g, then t), or "mod+k" for
 * Ctrl on Windows and Linux, ⌘ on a Mac.
 */
export type Shortcut = { keys: string; label: string; group: string; inDialog: boolean; run: () => void };

const SWITCH_KEY = "comeback-single-key-shortcuts";

let registered: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Shortcut[]) {
  registered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every registration in force, oldest first. */
export function registeredShortcuts(): readonly Shortcut[] {
  return registered;
}

/** Every key in force now, newest registration of each key only, in the order they were registered. */
export function useShortcuts(): Shortcut[] {
  const all = useSyncExternalStore(subscribe, () => registered);
  return all.filter((shortcut, index) => all.findLastIndex((other) => other.keys === shortcut.keys) === index);
}

type Options = {
  /** The heading in the list of keys; "This screen" unless told. */
  group?: string | undefined;
  /** False takes the key away for now. */
  enabled?: boolean | undefined;
  /** True lets it fire while a dialog is open; for keys that belong to that dialog. */
  inDialog?: boolean | undefined;
};

/**
 * Answers a key while the calling component is on the screen, and lists it under `?`.
 * Never fires while someone types, with a menu open, or (unless `inDialog`) behind a dialog.
 */
export function useShortcut(keys: string, run: () => void, label: string, options: Options = {}) {
  const { group = "This screen", enabled = true, inDialog = false } = options;
  const onFire = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return;
    const shortcut: Shortcut = { keys, label, group, inDialog, run: () => onFire() };
    change([...registered, shortcut]);
    return () => change(registered.filter((other) => other !== shortcut));
  }, [keys, label, group, enabled, inDialog]);
}

/** Single keys can be switched off by people whose speech or switch input types letters by itself. */
export function singleKeysAreOn(): boolean {
  try {
    return window.localStorage.getItem(SWITCH_KEY) !== "off";
  } catch {
    return true;
  }
}

export function switchSingleKeys(on: boolean) {
  try {
    window.localStorage.setItem(SWITCH_KEY, on ? "on" : "off");
  } catch {
    // Storage can be switched off; the choice then lasts as long as the page.
  }
}
