import { NativeSelect } from "@mantine/core";
import { apiOf } from "../../../platform/browser/api.ts";
import { showUndo } from "../../../ui/notices.tsx";
import type { StageShape } from "../../sales-process/contract.ts";
import { inOrder } from "../../sales-process/rules.ts";
import type { DealPage, dealsContract } from "../contract.ts";
import classes from "./StageTrack.module.css";
import { useDealWrite } from "./use-deal-write.ts";
import { usePipelines } from "./use-pipelines.ts";
import { type SentWrite, useTakeBack } from "./use-take-back.ts";

const deals = apiOf<typeof dealsContract>("deals");

type NamedStage = { id: string; name: string };
type Move = { to: NamedStage; sent: SentWrite };

/** The open stages of the deal's pipeline, where it stands among them, and the way to any other: one tap. */
export function StageTrack({ deal }: { deal: DealPage }) {
  const pipelines = usePipelines();
  const pipeline = pipelines.data?.rows.find(({ id }) => id === deal.pipelineId);
  const stages = pipeline ? inOrder(pipeline).filter(({ type }) => type === "open") : [];
  const here = stages.findIndex(({ id }) => id === deal.stageId);
  const undo = useTakeBack(deal.id, "move");
  const move = useDealWrite(deal.id, {
    write: ({ to, sent }: Move) => deals.moveDeal.call({ id: deal.id, stageId: to.id, writeId: sent.writeId }),
    show: (before, { to }) => ({ ...before, stageId: to.id, stageName: to.name }),
    done: (_moved, { to, sent }) => showUndo(`${deal.name} is in ${to.name}.`, () => undo.mutate(sent)),
  });
  const moveTo = (to: StageShape) => {
    if (to.id !== deal.stageId) move.mutate({ to, sent: { writeId: crypto.randomUUID(), stageId: deal.stageId } });
  };
  // The room is kept while the stages are on their way.
  if (pipelines.isPending) return <div className={classes.frame} />;
  if (stages.length === 0) return null;
  return (
    <div className={classes.frame}>
      <ol className={classes.track} aria-label="Stages">
        {stages.map((stage, place) => (
          <li key={stage.id} className={classes.place}>
            <button
              type="button"
              className={classes.stage}
              data-passed={place < here || undefined}
              aria-current={place === here ? "step" : undefined}
              disabled={!deal.mayChange}
              title={place === here ? undefined : `Move to ${stage.name}`}
              onClick={() => moveTo(stage)}
            >
              {stage.name}
            </button>
          </li>
        ))}
      </ol>
      <NativeSelect
        className={classes.choice}
        label="Stage"
        disabled={!deal.mayChange}
        value={deal.stageId}
        onChange={(event) => {
          const stage = stages.find(({ id }) => id === event.currentTarget.value);
          if (stage) moveTo(stage);
        }}
        data={stages.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
