import { type IntervalRow, Intervals } from "../../../../ui/Interval.tsx";
import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { FitBand, Scorecard } from "../contract.ts";
import { bandWords, fitWords, inHundred, wonWords } from "./tell-card.ts";
import { useWording } from "./use-ideal-customer.ts";

/** How deals ended by the points that scorecards had given them without knowing them. */
export function FitBands({ card: { bands, quality } }: { card: Scorecard }) {
  const { reader } = useWording();
  const { calibrationSlope: slope, calibrationError: error } = quality;
  return (
    <Intervals
      title={headBands(bands)}
      rows={[...bands].reverse().map((band) => rowOf(band, reader))}
      rowsAre="Points"
      unit="%"
      signed={false}
      axis={{ low: 0, high: 100 }}
      footnote={
        <>
          Share of deals won, and between which shares the truth lies in 95 of 100 cases. What had been said came true,
          give or take {numberWords(error * 100, reader, 1)} points on average
          {slope !== null && `; calibration slope ${numberWords(slope, reader, 2)} (1 is right)`}.
        </>
      }
    />
  );
}

function headBands(bands: readonly FitBand[]): string {
  const [low, high] = [bands[0], bands.at(-1)];
  if (!low || !high || bands.length < 2) return "Deals by their points";
  return `Of deals with most points ${inHundred(high.value)} in 100 were won, of those with fewest ${inHundred(low.value)}`;
}

function rowOf(band: FitBand, reader: Reader): IntervalRow {
  return {
    id: `${band.from}`,
    label: `${bandWords(band, reader)}: ${fitWords[band.fit].toLowerCase()}`,
    detail: `${wonWords(band, reader)} won; said had been ${inHundred(band.said)} in 100`,
    estimate: { kind: "known", value: band.value * 100, low: band.low * 100, high: band.high * 100 },
    count: countWords(band.deals, "deal", "deals", reader),
    clear: band.fit !== "usual",
  };
}
