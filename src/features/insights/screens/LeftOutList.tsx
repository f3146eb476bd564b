import { Button } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { FindingsResult } from "../findings/contract.ts";
import classes from "./Insights.module.css";
import { useDecideField } from "./use-decide-field.ts";
import { useMayInsights } from "./use-insights.ts";

type Props = { rows: FindingsResult["leftOut"] };

/** What was not held against the outcome, and why; where that is for the team to judge, whoever may says otherwise. */
export function LeftOutList({ rows }: Props) {
  const reader = useReader();
  const may = useMayInsights();
  const { decide, deciding } = useDecideField();
  return (
    <details className={classes.more}>
      <summary>Left out ({numberWords(rows.length, reader)})</summary>
      <ul className={classes.lines}>
        {rows.map(({ name, why, mayDecide }) => (
          <li key={`${name} ${why}`} className={classes.line}>
            <span>
              <strong>{name}</strong> {why}
            </span>
            {mayDecide && may.change && (
              <Button
                variant="default"
                size="compact-sm"
                disabled={deciding}
                onClick={() => decide({ heading: name, use: "known-at-open" })}
              >
                It is known at the opening
                <span className="only-for-screen-readers">: {name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
