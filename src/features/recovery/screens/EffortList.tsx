import { Button } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { BlockPage } from "../filling-blocks/contract.ts";
import classes from "./Block.module.css";
import { kindNames, resultNames, timeWords } from "./block-words.ts";
import type { WaitingEffort } from "./use-efforts.ts";

type Props = {
  efforts: BlockPage["efforts"];
  waiting?: readonly WaitingEffort[] | undefined;
  onRemove?: ((id: string) => void) | undefined;
  onSendAgain?: (() => void) | undefined;
};

/** What was done, newest first; what has not arrived yet stands above and says so. */
export function EffortList({ efforts, waiting = [], onRemove, onSendAgain }: Props) {
  const reader = useReader();
  const arrived = new Set(efforts.map(({ id }) => id));
  const still = waiting.filter(({ id }) => !arrived.has(id));
  if (efforts.length + still.length === 0)
    return <p className={classes.none}>What you log stands here, with what is logged on your deals meanwhile.</p>;
  return (
    <ol className={classes.efforts}>
      {still.map(({ id, kind, who, result, failed }) => (
        <li key={id} className={classes.effort} data-waiting>
          <span className={classes.effortTime}>{failed ? "Not saved" : "Saving"}</span>
          <span className={classes.effortWho}>
            {who || kindNames[kind]} <span className={classes.effortKind}>{resultNames[result]}</span>
          </span>
          {failed && (
            <Button size="compact-xs" variant="default" onClick={onSendAgain}>
              Try again
            </Button>
          )}
        </li>
      ))}
      {efforts.map(({ id, kind, who, result, madeAt, dealId, loggedHere }) => (
        <li key={id} className={classes.effort}>
          <span className={classes.effortTime}>{timeWords(madeAt, reader)}</span>
          <span className={classes.effortWho}>
            {dealId ? <UiLink href={`/deals/${dealId}`}>{who || "A deal"}</UiLink> : who || "Somebody"}{" "}
            <span className={classes.effortKind} data-result={result}>
              {kindNames[kind]}, {resultNames[result].toLowerCase()}
            </span>
          </span>
          {onRemove && loggedHere && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Take back: ${who || kindNames[kind]}`}
              onClick={() => onRemove(id)}
            >
              Take back
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
