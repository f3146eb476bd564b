import { useQuery } from "@tanstack/react-query";
import { Section } from "../../../../ui/Page.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../../ui/words.ts";
import { audience, useKeepsAudience } from "../../screens/use-audience.ts";
import type { DealFit as Fit } from "../contract.ts";
import classes from "./IdealCustomer.module.css";
import { bandWords, conditionWords, fitWords, inHundred, pointsWords, wonWords } from "./tell-card.ts";
import { useWording } from "./use-ideal-customer.ts";

/** How well an open deal fits our ideal customer, and what says so. Nothing where no scorecard says anything. */
export default function DealFit({ dealId }: { dealId: string }) {
  const fit = useQuery(audience.showDealFit.queryOptions({ input: { dealId } })).data;
  if (fit?.kind !== "known") return null;
  return (
    <Section title="Fit with our ideal customer">
      <Known fit={fit} />
    </Section>
  );
}

function Known({ fit }: { fit: Extract<Fit, { kind: "known" }> }) {
  const wording = useWording();
  const { reader } = wording;
  const keeps = useKeepsAudience();
  const { points, applies, unknown, band, neverBuys, learnedFrom } = fit;
  return (
    <div>
      <p className={classes.standing}>
        <strong>
          {neverBuys ? "Never going to buy" : fitWords[band.fit]}, {pointsWords(points, reader)}{" "}
          {Math.abs(points) === 1 ? "point" : "points"}
        </strong>
      </p>
      {neverBuys && (
        <p className={classes.warning}>
          Of {countWords(neverBuys.deals, "closed deal", "closed deals", reader)} with{" "}
          {bandWords({ from: null, until: neverBuys.until }, reader)} points{" "}
          {neverBuys.won === 0 ? "none was" : `${numberWords(neverBuys.won, reader)} were`} won; up to{" "}
          {numberWords(neverBuys.high * 100, reader, 1)} in 100 may be. Let it go while it is cheap, or find out what
          makes it different.
        </p>
      )}
      {applies.length > 0 ? (
        <ul className={classes.applies} aria-label="What brings it these points">
          {applies.map(({ is, points: each }) => (
            <li key={conditionWords(is, wording)}>
              <span>{conditionWords(is, wording)}</span>
              <strong className={classes.points} data-down={each < 0 || undefined}>
                {pointsWords(each, reader)}
              </strong>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.plain}>Nothing on the scorecard applies to it.</p>
      )}
      {unknown.length > 0 && <p className={classes.plain}>Not known of it: {unknown.join(", ")}.</p>}
      <p className={classes.foot}>
        Of closed deals with {bandWords(band, reader)} points we won {wonWords(band, reader)}, {inHundred(band.value)}{" "}
        in 100. Learnt from {countWords(learnedFrom, "closed deal", "closed deals", reader)}
        {keeps ? (
          <>
            . <UiLink href="/audience/ideal-customer">The whole scorecard</UiLink>
          </>
        ) : (
          ", by what is known when a deal begins."
        )}
      </p>
    </div>
  );
}
