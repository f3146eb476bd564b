import { InstantText } from "../../ui/DateText.tsx";
import classes from "./KeptNote.module.css";
import type { Kept } from "./while-kept.ts";

/** Says of when reports are that were not reckoned for this very look, and whether one is still to come. */
export function KeptNote({ reports }: { reports: readonly (Kept | undefined)[] }) {
  const oldest = reports.flatMap((kept) => kept?.madeAt ?? []).sort()[0];
  const isMissing = reports.some((kept) => kept?.report === null);
  const isOnItsWay = reports.some((kept) => kept?.isOnItsWay);
  return (
    <p className={classes.note} role="status" aria-busy={isMissing}>
      {oldest !== undefined && (
        <>
          As of <InstantText at={oldest} say="time" />.{" "}
        </>
      )}
      {isMissing
        ? "So many deals take a moment. What is missing appears here by itself."
        : isOnItsWay && "Newer figures are on their way."}
    </p>
  );
}
