import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { Page, Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { BlockPage } from "../filling-blocks/contract.ts";
import classes from "./Block.module.css";
import { BlockRing } from "./BlockRing.tsx";
import { BlockTally } from "./BlockTally.tsx";
import { aimsWords, lengthWords, minutesOf, resultWords, sumOf, timesWords, timeWords } from "./block-words.ts";
import { EffortList } from "./EffortList.tsx";
import { LogEffort } from "./LogEffort.tsx";
import { MoveBlock } from "./MoveBlock.tsx";
import { NextCalls } from "./NextCalls.tsx";
import { recovery, useBlockActs, useServerNow } from "./use-block.ts";
import { useEfforts } from "./use-efforts.ts";

const lookAgainMs = 20_000;
const minuteMs = 60_000;

/** One filling block: booked, running, over, finished or dropped. What counts is on the server, so every tab shows the same. */
export default function BlockScreen() {
  const { blockId = "" } = useParams({ strict: false });
  const block = useQuery(
    recovery.showBlock.queryOptions({
      input: { id: blockId },
      refetchInterval: ({ state }) => (state.data?.state === "running" ? lookAgainMs : false),
    }),
  );
  if (block.isPending) return <Skeletons shape="page" />;
  if (!block.data) {
    const { code, title, detail } = told(block.error);
    return (
      <Page title="Filling block" back={{ label: "Filling blocks", href: "/comeback/blocks" }}>
        <ErrorState
          happened={title}
          toDo={detail}
          {...(code === "NOT_FOUND" ? {} : { onRetry: () => void block.refetch() })}
        />
      </Page>
    );
  }
  return <Shown key={blockId} block={block.data} answeredAt={block.dataUpdatedAt} />;
}

function Shown({ block, answeredAt }: { block: BlockPage; answeredAt: number }) {
  const reader = useReader();
  const { state } = block;
  const lead = `${timesWords(block, reader)}${block.dealName ? `, after ${block.dealName}` : ""}`.replace(
    /^./,
    (first) => first.toLocaleUpperCase("en"),
  );
  return (
    <Page
      title={state === "finished" || state === "over" ? resultWords(block, reader).replace(/\.$/, "") : titles[state]}
      lead={lead}
      back={{ label: "Filling blocks", href: "/comeback/blocks" }}
    >
      {state === "running" && <Running block={block} answeredAt={answeredAt} />}
      {state === "booked" && <Booked block={block} />}
      {(state === "finished" || state === "over") && <Done block={block} />}
      {state === "dropped" && <Dropped block={block} />}
    </Page>
  );
}

const titles = { running: "Fill the pipeline", booked: "Your filling block", dropped: "A block you let go" } as const;

function Running({ block, answeredAt }: { block: BlockPage; answeredAt: number }) {
  const reader = useReader();
  const now = useServerNow(block.asOf, answeredAt, true);
  const { act, busy } = useBlockActs();
  const { waiting, log, remove, sendAgain } = useEfforts(block.id);
  const calls = useQuery(recovery.listNextCalls.queryOptions({ input: { id: block.id } }));
  const next = calls.data?.rows ?? [];
  const { id, note } = block;
  const [beganAt, endsAt] = [Date.parse(block.beganAt ?? block.startsAt), Date.parse(block.endsAt)];
  const isUp = now >= endsAt;
  const finish = () =>
    act(
      () => recovery.finishBlock.call({ id, note }),
      () => showUndo("The block is finished.", () => void act(() => recovery.resumeBlock.call({ id }))),
    );
  const extended = Math.max(endsAt, now) + 30 * minuteMs;
  return (
    <div className={classes.running}>
      <div className={classes.clock}>
        <BlockRing beganAt={beganAt} endsAt={endsAt} now={now} />
        <div className={classes.clockSide}>
          <p className={classes.until}>
            {isUp
              ? "The time is up. Finish the call you are in; the block waits."
              : `Until ${timeWords(block.endsAt, reader)}.`}
          </p>
          <div className={classes.buttons}>
            <Button variant={isUp ? "filled" : "default"} loading={busy} onClick={() => void finish()}>
              {isUp ? "Finish" : "Finish early"}
            </Button>
            <Button
              variant="default"
              disabled={busy || extended - beganAt > 4 * 60 * minuteMs}
              onClick={() =>
                void act(() => recovery.extendBlock.call({ id, endsAt: new Date(extended).toISOString() }))
              }
            >
              30 minutes more
            </Button>
            <DropButton id={id} quiet />
          </div>
        </div>
        <BlockTally counts={block.counts} aims={block.aims} />
      </div>
      <div className={classes.work}>
        <Section title="Log it">
          <LogEffort calls={next} onLog={log} />
          <EffortList
            efforts={block.efforts}
            waiting={waiting}
            onRemove={(effortId) => void remove(effortId)}
            onSendAgain={sendAgain}
          />
        </Section>
        <Section title="Whom to call next">
          {calls.data ? <NextCalls calls={next} onLog={log} /> : <Skeletons shape="cards" />}
        </Section>
      </div>
    </div>
  );
}

function Booked({ block }: { block: BlockPage }) {
  const reader = useReader();
  const { act, busy } = useBlockActs();
  const [moving, setMoving] = useState(false);
  const calls = useQuery(recovery.listNextCalls.queryOptions({ input: { id: block.id } }));
  return (
    <>
      <p className={classes.words}>
        {lengthWords(minutesOf(block), reader)} for {aimsWords(block.aims, reader)}. Begun earlier or later, it lasts as
        long.
      </p>
      <div className={classes.buttons}>
        <Button loading={busy} onClick={() => void act(() => recovery.beginBlock.call({ id: block.id }))}>
          Begin now
        </Button>
        <Button variant="default" onClick={() => setMoving(true)}>
          Move it
        </Button>
        <DropButton id={block.id} />
      </div>
      <Section title="Whom to call">
        {calls.data ? <NextCalls calls={calls.data.rows} /> : <Skeletons shape="cards" />}
      </Section>
      {moving && <MoveBlock block={block} onClose={() => setMoving(false)} />}
    </>
  );
}

function Done({ block }: { block: BlockPage }) {
  const { act, busy } = useBlockActs();
  const [note, setNote] = useState(block.note);
  const [moving, setMoving] = useState(false);
  const { id, state, beganAt } = block;
  const { made } = sumOf(block.counts);
  const isUnused = state === "over" && beganAt === null && made === 0;
  return (
    <>
      <p className={classes.words}>
        {isUnused
          ? "Its time passed, and nothing was logged in it. That happens; another time is one press away."
          : state === "over"
            ? "Its time passed without being finished here. What was logged in its time counts."
            : "Well spent: conversations had are what the next month is made of."}
      </p>
      {!isUnused && <BlockTally counts={block.counts} aims={block.aims} />}
      {isUnused ? (
        <div className={classes.buttons}>
          <Button onClick={() => setMoving(true)}>Choose another time</Button>
          <DropButton id={id} />
        </div>
      ) : (
        <>
          <form
            className={classes.note}
            onSubmit={(event) => {
              event.preventDefault();
              void act(
                () => recovery.finishBlock.call({ id, note: note.trim() }),
                () =>
                  showUndo(
                    "The note is kept.",
                    () => void act(() => recovery.finishBlock.call({ id, note: block.note })),
                  ),
              );
            }}
          >
            <Textarea
              label="What to remember of it"
              description="Only you read it."
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              maxLength={2000}
              autosize
              minRows={2}
            />
            <div className={classes.buttons}>
              <Button type="submit" variant="default" loading={busy} disabled={note.trim() === block.note}>
                Keep the note
              </Button>
              <Button component={UiLink} href="/comeback/blocks" variant="subtle">
                Book the next block
              </Button>
            </div>
          </form>
          <Section title="What you did">
            <EffortList efforts={block.efforts} />
          </Section>
        </>
      )}
      {moving && <MoveBlock block={block} onClose={() => setMoving(false)} />}
    </>
  );
}

function Dropped({ block }: { block: BlockPage }) {
  const { act, busy } = useBlockActs();
  return (
    <>
      <p className={classes.words}>It stays here as history. Nobody else sees it.</p>
      {block.efforts.length > 0 && <EffortList efforts={block.efforts} />}
      <div className={classes.buttons}>
        <Button loading={busy} onClick={() => void act(() => recovery.resumeBlock.call({ id: block.id }))}>
          Take it up again
        </Button>
      </div>
    </>
  );
}

function DropButton({ id, quiet = false }: { id: string; quiet?: boolean }) {
  const { act, busy } = useBlockActs();
  const drop = () =>
    act(
      () => recovery.dropBlock.call({ id }),
      () => showUndo("The block is let go.", () => void act(() => recovery.resumeBlock.call({ id }))),
    );
  return (
    <Button variant={quiet ? "subtle" : "default"} color="gray" disabled={busy} onClick={() => void drop()}>
      Let it go
    </Button>
  );
}
