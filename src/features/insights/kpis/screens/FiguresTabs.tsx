import { UiLink } from "../../../../ui/UiLink.tsx";
import type { FiguresFilter } from "../contract.ts";
import classes from "./Figures.module.css";
import { hrefOfReport, hrefOfWork } from "./figures-address.ts";

/** The two reports of the figures, of the same deals and days. */
export function FiguresTabs({ filter, current }: { filter: FiguresFilter; current: "deals" | "work" }) {
  const link = (of: typeof current, href: string, label: string) => (
    <UiLink href={href} aria-current={of === current ? "page" : undefined}>
      {label}
    </UiLink>
  );
  return (
    <nav className={`${classes.tabs} not-in-print`} aria-label="Figures">
      {link("deals", hrefOfReport(filter), "How deals went")}
      {link("work", hrefOfWork(filter), "How we worked")}
    </nav>
  );
}
