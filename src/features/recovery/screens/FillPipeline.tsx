import { CalendarClockIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../../ui/Dialog.tsx";
import { BookBlock } from "./BookBlock.tsx";
import { Step } from "./Step.tsx";
import classes from "./WhatNow.module.css";

/** Two or three hours for new conversations, booked from here. */
export function FillPipeline({ dealId }: { dealId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Step icon={CalendarClockIcon} title="Book a filling block">
      <p className={classes.words}>
        Two to three hours of referrals, calls and networking, with targets from your own conversion.
      </p>
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={() => setOpened(true)}>
          Book the block
        </Button>
      </div>
      <Dialog opened={opened} onClose={() => setOpened(false)} title="Book a filling block" size="lg">
        <BookBlock dealId={dealId} onBooked={() => setOpened(false)} />
      </Dialog>
    </Step>
  );
}
