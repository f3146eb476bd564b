import { Dialog } from "../../../ui/Dialog.tsx";
import type { CheckUpShape } from "../contract.ts";
import { FinishCheckUp } from "./FinishCheckUp.tsx";
import { MoveCheckUp } from "./MoveCheckUp.tsx";

export type Doing = { checkUp: CheckUpShape; what: "move" | "finish" };

export function CheckUpDialog({ checkUp, what, onClose }: Doing & { onClose: () => void }) {
  const name = checkUp.accountName ?? checkUp.dealName;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={what === "move" ? `When to call ${name}` : `How did the call with ${name} go?`}
    >
      {what === "move" ? (
        <MoveCheckUp checkUp={checkUp} onClose={onClose} />
      ) : (
        <FinishCheckUp checkUp={checkUp} onClose={onClose} />
      )}
    </Dialog>
  );
}
