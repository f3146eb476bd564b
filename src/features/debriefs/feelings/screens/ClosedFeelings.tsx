import { Button } from "@mantine/core";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { showNotice } from "../../../../ui/notices.tsx";
import type { debriefsContract } from "../../contract.ts";
import classes from "./Feelings.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

type Props = { dealId: string; closedAt?: string; why: string; onDeleted: () => void };

/** They are kept and cannot be read now; whoever wrote them may still delete them. */
export function ClosedFeelings({ why, onDeleted, ...place }: Props) {
  const remove = async () => {
    try {
      await debriefs.deleteFeelings.call(place);
      showNotice({ message: "What you wrote is deleted." });
      onDeleted();
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  return (
    <div className={classes.why} role="note">
      <p>What you wrote is kept, and cannot be read now. {why}</p>
      <Button variant="default" size="compact-sm" onClick={() => void remove()}>
        Delete it unread
      </Button>
    </div>
  );
}
