import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../../platform/browser/api.ts";
import { Dialog } from "../../../../ui/Dialog.tsx";
import type { teamContract } from "../../../team/contract.ts";
import { mayKeepRules } from "../../access.ts";
import type { LeftOutOf } from "../../major-losses/contract.ts";
import { LeaveOutForm } from "./LeaveOutForm.tsx";
import classes from "./LeftOut.module.css";
import { useLeaveOut } from "./use-leave-out.ts";

const team = apiOf<typeof teamContract>("team");

type Props = { dealId: string; name: string; leftOutOf: LeftOutOf | null; onDone?: (() => void) | undefined };

/** Whether this loss counts in what is told, and whether its customer is written to; for those who keep the rules. */
export function LeaveOut({ dealId, name, leftOutOf, onDone }: Props) {
  const me = useQuery(team.me.queryOptions());
  const [asks, setAsks] = useState(false);
  const leaveOut = useLeaveOut();
  if (!me.data || !mayKeepRules(me.data.member)) return null;
  const takeIn = () => {
    const before = { dealId, leftOutOf, why: "" };
    void leaveOut({ dealId, leftOutOf: null, why: "" }, before, `${name} counts again.`).then(() => onDone?.());
  };
  return (
    <div className={classes.part}>
      {leftOutOf !== null && (
        <span className={classes.about}>
          {leftOutOf === "analysis"
            ? "Left out of everything told about losses."
            : "This customer is invited to nothing."}
        </span>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => (leftOutOf === null ? setAsks(true) : takeIn())}
      >
        {leftOutOf === null ? "Leave this loss out …" : "Take it in again"}
      </Button>
      <Dialog opened={asks} onClose={() => setAsks(false)} title="Leave this loss out">
        <LeaveOutForm
          dealId={dealId}
          name={name}
          before={leftOutOf}
          onDone={() => {
            setAsks(false);
            onDone?.();
          }}
        />
      </Dialog>
    </div>
  );
}
