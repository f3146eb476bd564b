import type { FormResult } from "../../../ui/FormStrip.tsx";

/** A small real example of a form strip: a loss, and the win after it. */
export const exampleForm: FormResult[] = [..."WLWWLLWLW"].map((letter, place) => ({
  id: String(place),
  name: "a deal",
  result: letter === "W" ? "won" : "lost",
  closedOn: `2026-05-${String(4 + place * 2).padStart(2, "0")}`,
}));
