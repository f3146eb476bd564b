import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Keys } from "../../../ui/Keys.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import classes from "./KeyButton.module.css";

type Props = {
  /** The key that does the same; the screen answers to it itself. */
  keys: string;
  variant?: "default" | "subtle" | "filled";
  /** Focused when its dialog opens. */
  isFirst?: boolean;
  children: ReactNode;
} & ({ href: string } | { onClick: () => void });

/** A button, or a link that looks like one, with its key beside it. Without a keyboard there is no key to show. */
export function KeyButton({ keys, variant = "default", isFirst = false, children, ...does }: Props) {
  const looks = {
    variant,
    className: classes.button ?? "",
    rightSection: <Keys keys={keys} />,
    ...(isFirst ? { "data-autofocus": true } : {}),
  };
  return "href" in does ? (
    <Button component={UiLink} href={does.href} {...looks}>
      {children}
    </Button>
  ) : (
    <Button onClick={does.onClick} {...looks}>
      {children}
    </Button>
  );
}
