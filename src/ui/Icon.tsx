import type { LucideIconData } from "@lucide/icons";
import { createElement } from "react";

export type IconData = LucideIconData;

type Props = { of: IconData; size?: number; strokeWidth?: number };

/** A sign beside words that say the same: whoever has the page read aloud hears the words alone. */
export function Icon({ of, size = 24, strokeWidth = 2 }: Props) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {of.node.map(([shape, attributes]) => createElement(shape, attributes))}
    </svg>
  );
}
