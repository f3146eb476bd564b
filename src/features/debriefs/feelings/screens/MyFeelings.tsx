import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import type { debriefsContract } from "../../contract.ts";
import { ClosedFeelings } from "./ClosedFeelings.tsx";
import classes from "./Feelings.module.css";
import { FeelingsFields } from "./FeelingsFields.tsx";
import { FeelingsSaidWords } from "./FeelingsSaidWords.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

type Props = { dealId: string; closedAt: string };

/** Beside a recorded debrief: what I wrote, seen by me alone. Where I wrote nothing, there is nothing. */
export function MyFeelings(place: Props) {
  const known = useQueryClient();
  const [changing, setChanging] = useState(false);
  const asked = debriefs.showFeelings.queryOptions({ input: place });
  const { data, refetch } = useQuery({ ...asked, refetchOnWindowFocus: !changing });
  const own = data?.own;
  if (!own || (own.kind === "none" && !changing)) return null;
  const remove = async () => {
    if (own.kind !== "open") return;
    const { step, words } = own;
    try {
      await debriefs.deleteFeelings.call(place);
      showUndo("What you wrote is deleted.", () => {
        void debriefs.saveFeelings.call({ ...place, version: 0, step, words }).then(
          () => known.invalidateQueries({ queryKey: debriefs.key() }),
          (error) => showNotice({ tone: "refused", message: told(error).title }),
        );
      });
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
    await known.invalidateQueries({ queryKey: debriefs.key() });
  };
  const done = async () => {
    await refetch();
    setChanging(false);
  };
  return (
    <section className={classes.mine} aria-label="How it felt">
      <h3 className={classes.title}>
        How it felt <span className={classes.private}>only you see this</span>
      </h3>
      {own.kind === "closed" && <ClosedFeelings {...place} why={own.why} onDeleted={() => void refetch()} />}
      {changing && own.kind !== "closed" && (
        <>
          <FeelingsFields {...place} own={own} autoFocus />
          <Button className={classes.done} variant="default" onClick={() => void done()}>
            Done
          </Button>
        </>
      )}
      {!changing && own.kind === "open" && (
        <>
          <FeelingsSaidWords {...own} />
          <div className={classes.buttons}>
            <Button variant="default" size="compact-sm" onClick={() => setChanging(true)}>
              Change it
            </Button>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void remove()}>
              Delete it
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
