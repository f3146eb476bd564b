import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { reasonsContract } from "../contract.ts";
import classes from "./CatalogueSettings.module.css";

const reasons = apiOf<typeof reasonsContract>("reasons");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Props = {
  stepIds: string[];
  /** Whose steps they are: "BANT". */
  of: string;
};

/** A step that is only asked for is missed unseen: here it gets the flag that shows it, a reason and a repair. */
export function WatchSteps({ stepIds, of }: Props) {
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const watch = useSave({
    write: (ids: string[]) => reasons.watchSteps.call({ stepIds: ids }),
    said: () => `The steps of ${of} are watched on every open deal, each with a reason and a repair.`,
  });
  if (!flags.data) return null;
  const watched = new Set(flags.data.rows.filter(({ archived }) => !archived).map(({ stepId }) => stepId));
  const unwatched = stepIds.filter((id) => !watched.has(id));
  if (unwatched.length === 0)
    return (
      <p className={classes.watched}>
        Watched as <UiLink href="/settings/red-flags">red flags</UiLink>.
      </p>
    );
  return (
    <div className={classes.watch}>
      <p className={classes.watched}>No red flag shows yet where one of these was missed.</p>
      <Button variant="default" size="compact-sm" loading={watch.saving} onClick={() => watch.save(unwatched)}>
        Watch them as red flags<span className="only-for-screen-readers"> for {of}</span>
      </Button>
      {watch.problem && <Refusal problem={watch.problem} />}
    </div>
  );
}
