import { Button, NumberInput, Radio, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import { dayOf, todayOf, whenWords } from "../../../ui/words.ts";
import type { BlockAims, BlockProposals, BlockShape } from "../filling-blocks/contract.ts";
import classes from "./Blocks.module.css";
import { clockOf, conversionWords, lengthWords, startOf, timesWords, timeWords } from "./block-words.ts";
import { recovery } from "./use-block.ts";

type Props = {
  /** The loss it answers. */
  dealId?: string | undefined;
  onBooked?: ((block: BlockShape) => void) | undefined;
};

/** Two to three hours for the pipeline: when, how long, and what to aim for by one's own conversion. One press books it. */
export function BookBlock({ dealId, onBooked }: Props) {
  const proposals = useQuery(recovery.proposeBlock.queryOptions());
  const reader = useReader();
  if (proposals.isPending) return <Skeletons shape="text" count={5} />;
  if (!proposals.data) {
    const { title, detail } = told(proposals.error);
    return (
      <Refusal
        problem={{ title, ...(detail ? { detail } : {}) }}
        actions={
          <Button variant="default" onClick={() => void proposals.refetch()}>
            Try again
          </Button>
        }
      />
    );
  }
  const { running } = proposals.data;
  if (running) {
    return (
      <div className={classes.running}>
        <p>Your block runs until {timeWords(running.endsAt, reader)}.</p>
        <Button component={UiLink} href={`/comeback/block/${running.id}`}>
          Go on with it
        </Button>
      </div>
    );
  }
  return <BookingForm proposals={proposals.data} dealId={dealId} onBooked={onBooked} />;
}

const lengths = [120, 150, 180];
const other = "other";
const minuteMs = 60_000;

function BookingForm({
  proposals: { proposals, aims, conversion, hours },
  dealId,
  onBooked,
}: Props & { proposals: BlockProposals }) {
  const reader = useReader();
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const [id, setId] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<string>(proposals[0]?.when ?? other);
  const [minutes, setMinutes] = useState(120);
  const [ownAims, setOwnAims] = useState<BlockAims | null>(null);
  const [day, setDay] = useState<string | null>(todayOf(reader));
  const [time, setTime] = useState(clockOf(hours.from));
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);

  const proposal = proposals.find(({ when }) => when === chosen);
  const most = proposal?.mostMinutes ?? Number.POSITIVE_INFINITY;
  const length = Math.min(minutes, Math.max(...lengths.filter((each) => each <= most)));
  const aimed = ownAims ??
    aims.find((each) => each.minutes === length)?.aims ?? { referrals: 3, calls: 10, networking: 2 };
  const startsAt = proposal ? Date.parse(proposal.startsAt) : startOf(day, time, reader.timeZone);
  const begin = chosen === "now";
  const { finding, because } = conversionWords(conversion, reader);

  const book = async (event: FormEvent) => {
    event.preventDefault();
    if (saving || startsAt === null) return;
    setSaving(true);
    setRefusal(null);
    // "Now" is when it is pressed, not when the times were proposed.
    const from = begin ? Date.now() : startsAt;
    try {
      const block = await recovery.bookBlock.call({
        ...{ id, dealId: dealId ?? null, aims: aimed, begin },
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(from + length * minuteMs).toISOString(),
      });
      setId(crypto.randomUUID());
      setSaving(false);
      await known.invalidateQueries({ queryKey: recovery.key() });
      onBooked?.(block);
      if (begin) navigate(`/comeback/block/${block.id}`);
      else
        showUndo(`The block is booked: ${timesWords(block, reader)}.`, () => {
          void recovery.dropBlock
            .call({ id: block.id })
            .catch((error) => showNotice({ tone: "refused", message: told(error).title }))
            .finally(() => known.invalidateQueries({ queryKey: recovery.key() }));
        });
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  const aim = (name: keyof BlockAims, label: string) => (
    <NumberInput
      label={label}
      value={aimed[name]}
      min={0}
      max={200}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      onChange={(value) => typeof value === "number" && setOwnAims({ ...aimed, [name]: value })}
    />
  );

  return (
    <form className={classes.booking} onSubmit={(event) => void book(event)}>
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <Radio.Group label="When" value={chosen} onChange={setChosen}>
        <div className={classes.times}>
          {proposals.map((each) => (
            <Radio.Card key={each.when} value={each.when} className={classes.time}>
              <strong>
                {whenNames[each.when] ?? capital(whenWords(dayOf(each.startsAt, reader.timeZone), reader))}
              </strong>
              <span>
                {each.when === "now" ? "until" : `${timeWords(each.startsAt, reader)} to`}{" "}
                {timeWords(Date.parse(each.startsAt) + Math.min(minutes, each.mostMinutes) * minuteMs, reader)}
              </span>
            </Radio.Card>
          ))}
          <Radio.Card value={other} className={classes.time}>
            <strong>Another time</strong>
            <span>You choose</span>
          </Radio.Card>
        </div>
      </Radio.Group>
      {chosen === other && (
        <div className={classes.pair}>
          <DayInput label="Day" value={day} onChange={setDay} min={todayOf(reader)} required />
          <TextInput
            type="time"
            label="From"
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
        </div>
      )}
      <div className={classes.field}>
        <span className={classes.label} id="block-length">
          How long
        </span>
        <SegmentedControl
          aria-labelledby="block-length"
          value={String(length)}
          onChange={(value) => setMinutes(Number(value))}
          data={lengths.map((each) => ({
            value: String(each),
            label: lengthWords(each, reader),
            disabled: each > most,
          }))}
        />
      </div>
      <fieldset className={classes.aims}>
        <legend className={classes.label}>What to aim for</legend>
        <div className={classes.aimFields}>
          {aim("referrals", "Referrals")}
          {aim("calls", "Calls")}
          {aim("networking", "Networking")}
        </div>
        <p className={classes.finding}>
          {finding} <span className={classes.quiet}>{because}</span>
        </p>
      </fieldset>
      <div className={classes.foot}>
        <Button type="submit" loading={saving} disabled={startsAt === null}>
          {begin ? "Begin now" : "Book the block"}
        </Button>
        <span className={classes.quiet}>Only you see your blocks.</span>
      </div>
    </form>
  );
}

const whenNames: Record<string, string | undefined> = { now: "Now", "later-today": "Later today" };
const capital = (words: string) => words.replace(/^on /, "").replace(/^./, (first) => first.toLocaleUpperCase("en"));
