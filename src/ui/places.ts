import type { ReactNode } from "react";
import type { IconData } from "./Icon.tsx";

/** A place of the app, for AppShell and the command palette. */
export type Place = {
  id: string;
  /** "Pipeline check" */
  label: string;
  /** For the bottom bar of a phone, when the label is long: "Pipeline". */
  shortLabel?: string | undefined;
  href: string;
  icon: IconData;
  /** The second letter of its "go to" keys: "t" makes G then T. */
  goKey?: string | undefined;
  /** What waits there: a number, and what it counts ("3 losses to debrief"). Nothing is shown for 0. */
  waiting?: { count: number; label: string } | undefined;
};

/** One thing the command palette can do or open. */
export type PaletteAction = {
  id: string;
  /** "Import deals" */
  label: string;
  /** Its heading in the list: "Deals", "Actions". */
  group: string;
  /** A second line: "Lost 4 May, €12,400". */
  description?: string | undefined;
  /** Other words it is found by. */
  keywords?: readonly string[] | undefined;
  /** The keys that do the same, shown at the right. */
  keys?: string | undefined;
  icon?: ReactNode;
} & ({ href: string; run?: undefined } | { run: () => void; href?: undefined });

/** Finds things on the server while someone types. Stop when the signal says so; the order given is kept. */
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<readonly PaletteAction[]>;
