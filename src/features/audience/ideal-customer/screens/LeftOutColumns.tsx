import { Button } from "@mantine/core";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../../ui/words.ts";
import type { LeftOutColumn } from "../contract.ts";
import classes from "./IdealCustomer.module.css";
import { useDecideColumn } from "./use-ideal-customer.ts";

/** Columns the scorecard goes without, and why; where that is for the team to judge, whoever may says otherwise. */
export function LeftOutColumns({ columns }: { columns: readonly LeftOutColumn[] }) {
  const reader = useReader();
  const column = useDecideColumn();
  return (
    <details className={classes.more}>
      <summary>What it goes without, and why ({numberWords(columns.length, reader)})</summary>
      <ul className={classes.lines}>
        {columns.map(({ name, why, mayDecide }) => (
          <li key={`${name} ${why}`} className={classes.line}>
            <span>
              <strong>{name}</strong> {why}
            </span>
            {mayDecide && column && (
              <Button
                className="not-in-print"
                variant="default"
                size="compact-sm"
                disabled={column.deciding}
                onClick={() => column.allow(name)}
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
