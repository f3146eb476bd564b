/** The screens of the place Comeback, side by side above each of them. */
export const comebackViews = [
  { href: "/comeback", name: "Your record" },
  { href: "/comeback/blocks", name: "Filling blocks" },
  { href: "/comeback/quota", name: "Quota" },
  { href: "/comeback/stories", name: "Stories" },
] as const;
