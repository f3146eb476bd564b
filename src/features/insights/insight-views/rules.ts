/** The screens of Insights, side by side on each of them. */
export const insightViews = [
  { href: "/insights", name: "Why we lose" },
  { href: "/insights/same-mistake", name: "Same mistake again" },
  { href: "/insights/weekly", name: "The week" },
  { href: "/insights/flags", name: "Track records" },
  { href: "/insights/odds", name: "Odds" },
  { href: "/insights/cut-losses", name: "Cut your losses" },
  { href: "/insights/figures", name: "Figures" },
] as const;
