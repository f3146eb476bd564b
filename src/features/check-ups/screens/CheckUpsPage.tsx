import type { ReactNode } from "react";
import { Page } from "../../../ui/Page.tsx";
import { type View, Views } from "../../../ui/Views.tsx";

const views: readonly View[] = [
  { href: "/check-ups", name: "Calls" },
  { href: "/check-ups/won-back", name: "Won back" },
  { href: "/check-ups/changes", name: "What changed" },
];

type Props = { current: string; title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A screen of Check-ups below the row of all of them. */
export function CheckUpsPage({ current, ...page }: Props) {
  return <Page {...page} views={<Views label="Check-ups" views={views} current={current} />} />;
}
