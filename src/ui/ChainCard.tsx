import classes from "./ChainCard.module.css";
import { FlagMark, type FlagState } from "./Flag.tsx";
import { UiLink } from "./UiLink.tsx";

export type ChainLink = {
  label: string;
  href?: string | undefined;
  /** A line below, e.g. "missed on 12 of 40 losses". */
  note?: string | undefined;
};

type Props = {
  /** Why the deal was lost. */
  reason: ChainLink;
  /** The sales step that prevents it. */
  missedStep?: ChainLink | undefined;
  /** What shows it on an open deal; with a state, its mark is shown. */
  redFlag?: (ChainLink & { state?: FlagState | undefined }) | undefined;
  /** What fixes it. */
  repair?: ChainLink | undefined;
  /** What spreads it. */
  bestPractice?: ChainLink | undefined;
};

/**
 * The one chain everything hangs on: reason → missed step → red flag → repair → best practice. Left to right where there
 * is room, top to bottom where there is not; a link that the catalogue does not have yet is a dashed ring, never hidden.
 */
export function ChainCard({ reason, missedStep, redFlag, repair, bestPractice }: Props) {
  const places = [
    { kind: "Reason", link: reason },
    { kind: "Missed step", link: missedStep },
    { kind: "Red flag", link: redFlag, state: redFlag?.state },
    { kind: "Repair", link: repair },
    { kind: "Best practice", link: bestPractice },
  ];
  return (
    <div className={classes.frame}>
      <ol className={classes.chain} aria-label={`From reason to best practice: ${reason.label}`}>
        {places.map(({ kind, link, state }, index) => (
          <li
            key={kind}
            className={classes.place}
            data-missing={link === undefined || undefined}
            data-next-missing={(index < places.length - 1 && places[index + 1]?.link === undefined) || undefined}
          >
            <span className={classes.joint}>
              {state ? <FlagMark state={state} /> : <span className={classes.dot} />}
            </span>
            <span className={classes.words}>
              <span className={classes.kind}>{kind}</span>
              {link === undefined && <span className={classes.none}>None yet</span>}
              {link && (
                <span className={classes.label}>
                  {link.href ? <UiLink href={link.href}>{link.label}</UiLink> : link.label}
                </span>
              )}
              {link?.note && <span className={classes.note}>{link.note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
