import type { Session } from "../../../platform/session.ts";
import { seesBeyondSelling } from "../../team/access.ts";

const views = [
  { href: "/insights", name: "Why we lose" },
  { href: "/insights/same-mistake", name: "Same mistake again" },
  // Whoever leads reads it to the others.
  { href: "/insights/weekly", name: "The week", notForReps: true },
  { href: "/insights/flags", name: "Track records" },
  { href: "/insights/odds", name: "Odds" },
  { href: "/insights/cut-losses", name: "Cut your losses" },
  { href: "/insights/figures", name: "Figures" },
];

/** The screens of Insights, side by side on each of them, as far as somebody may read them. */
export const insightViewsOf = (reader: Pick<Session, "role" | "isOwner"> | undefined) =>
  views.filter(({ notForReps }) => !notForReps || (reader !== undefined && seesBeyondSelling(reader)));
