/** The screens of the place Team, side by side above each of them. */
export const teamViews = [
  { href: "/team", name: "What waits" },
  { href: "/team/post-mortems", name: "Post-mortems" },
  { href: "/team/head-to-head", name: "Head-to-head" },
  { href: "/team/playbook", name: "Playbook" },
  { href: "/team/meetings", name: "Meetings" },
] as const;
