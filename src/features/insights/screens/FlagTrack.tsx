import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { ShareWords, TwoShares } from "../../../ui/TwoShares.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { RedFlagShape, redFlagsContract } from "../../red-flags/contract.ts";
import type { TrackAtThreshold, TrackRecord } from "../track-record/contract.ts";
import { type Variant, variantsOf } from "../track-record/rules.ts";
import track from "./FlagTrack.module.css";
import { consequenceWords, daysBeforeWords, verdictWords } from "./tell-track.ts";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Props = {
  record: TrackRecord;
  /** As it is set now; the record was made with the thresholds of then. */
  flag: RedFlagShape | undefined;
  mayChange: boolean;
};

/** One flag's record, at the threshold that is set or any other the slider is moved to. */
export function FlagTrack({ record, flag, mayChange }: Props) {
  const reader = useReader();
  const { name, thresholds, usual, moneyLost } = record;
  const setAt = Math.max(
    0,
    thresholds.findIndex(({ set }) => set),
  );
  const [place, setPlace] = useState(setAt);
  const at = thresholds[place] ?? thresholds[setAt];
  const slider = useId();
  if (!at) return null;
  const variants = flag ? variantsOf(flag.thresholds) : [];
  const variant = variants.find(({ threshold }) => threshold === at.threshold);
  const isSet = variant ? variant.set : at.set;
  return (
    <section className={track.record} aria-label={name}>
      <div className={track.head}>
        <h2 className={track.name}>
          <UiLink href={`/settings/red-flags?open=${record.flagId}`}>{name}</UiLink>
        </h2>
        {at.precision && usual && (
          <p className={track.precision}>
            Lost {numberWords(at.precision.count, reader)} of {numberWords(at.precision.of, reader)} deals that showed
            it; usually {numberWords(usual.deals - usual.won, reader)} of {numberWords(usual.deals, reader)}
          </p>
        )}
      </div>
      <div className={track.both}>
        <div>
          <p className={track.words}>
            <ShareWords of="lost" share={at.reach} noun="losses" />
            <ShareWords of="won" share={at.falseAlarms} noun="wins" />
          </p>
          <TwoShares won={at.falseAlarms} lost={at.reach} />
          <p className={track.ends} aria-hidden="true">
            <span>never up</span>
            <span>always up</span>
          </p>
          <p className={track.verdict}>{verdictWords(at)}</p>
        </div>
        <div>
          {thresholds.length > 1 && (
            <>
              <label className={track.label} htmlFor={slider}>
                <span className="only-for-screen-readers">{name}: threshold, </span>
                <strong>{sentence(at.threshold)}</strong>
                {isSet && <span className={track.isSet}> as it is set</span>}
              </label>
              <input
                id={slider}
                className={track.slider}
                type="range"
                min={0}
                max={thresholds.length - 1}
                step={1}
                value={place}
                aria-valuetext={at.threshold}
                onChange={(event) => setPlace(Number(event.currentTarget.value))}
              />
              <span className={track.marks} aria-hidden="true">
                {thresholds.map(({ threshold, set }, index) => (
                  <span
                    key={threshold}
                    data-set={set || undefined}
                    style={{ left: `${(100 * index) / (thresholds.length - 1)}%` }}
                  />
                ))}
              </span>
            </>
          )}
          <output className={track.consequence} htmlFor={slider}>
            {consequenceWords(at, reader)}
          </output>
          <p className={track.days}>
            {at.daysBefore && `${daysBeforeWords(at.daysBefore, reader)} `}
            {isSet && moneyLost && (
              <>
                <MoneyText minorUnits={moneyLost.amountCents} currency={moneyLost.currency} short /> were lost with it.
              </>
            )}
          </p>
          <div className={track.use}>
            {flag && variant && mayChange && thresholds.length > 1 && (
              <UseThreshold key={JSON.stringify(flag.thresholds)} flag={flag} variant={variant} at={at} isSet={isSet} />
            )}
          </div>
        </div>
      </div>
    </section>
  );
}

type UseProps = { flag: RedFlagShape; variant: Variant; at: TrackAtThreshold; isSet: boolean };

function UseThreshold({ flag, variant, at, isSet }: UseProps) {
  const reader = useReader();
  const { key: _key, ...values } = flag;
  const { save, saving, problem } = useSave({
    write: (changed: Omit<RedFlagShape, "key">) => redFlags.saveFlag.call(changed),
    before: values,
    said: (saved) => `“${saved.name}” now comes up at “${variant.threshold}”. Open deals are being read again.`,
  });
  const open =
    at.openDealsUp === null ? "" : ` (${countWords(at.openDealsUp, "open deal", "open deals", reader)} today)`;
  return (
    <>
      {problem && <Refusal problem={problem} />}
      <Button
        variant="default"
        size="compact-sm"
        disabled={isSet}
        loading={saving}
        onClick={() => save({ ...values, thresholds: variant.thresholds })}
      >
        {isSet ? "This threshold is set" : `Use this threshold${open}`}
      </Button>
    </>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
