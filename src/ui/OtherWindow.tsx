import { Button } from "@mantine/core";
import { Refusal } from "./Refusal.tsx";

type Props = { title: string; detail: string; onSettle: (whose: "theirs" | "mine") => void };

/** The same was written in another window: nothing is saved over it before the person says which to go on with. */
export function OtherWindow({ title, detail, onSettle }: Props) {
  return (
    <Refusal
      problem={{ title, detail }}
      actions={
        <>
          <Button variant="default" onClick={() => onSettle("theirs")}>
            Take the other window's
          </Button>
          <Button variant="default" onClick={() => onSettle("mine")}>
            Keep what I have here
          </Button>
        </>
      }
    />
  );
}
