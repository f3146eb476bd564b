import { Button } from "@mantine/core";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../../ui/words.ts";
import type { LeftOutColumn } from "../contract.ts";
import classes from "./IdealCustomer.module.css";
import { useDecideColumn } from "./use-ideal-customer.ts";

/** Columns the scorecard goes without, and why; where that is for the team to judge, whoever may says otherwise. */
export function LeftOutColumns({ columns }: { columns: readonly LeftOutColumn[] }) {
  const reader = useReader();
  const open = columns.filter(({ mayDecide }) => mayDecide);
  const settled = columns.filter(({ mayDecide }) => !mayDecide);
  return (
    <Section
      title="What it goes without"
      lead="What may have been written after the close would tell the end instead of the customer. It is left out until somebody who knows says that it is known at the opening."
    >
      <Lines columns={open} />
      <details className={classes.more}>
        <summary>{numberWords(settled.length, reader)} more that nothing can be learnt from</summary>
        <Lines columns={settled} />
      </details>
    </Section>
  );
}

function Lines({ columns }: { columns: readonly LeftOutColumn[] }) {
  const column = useDecideColumn();
  return (
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
  );
}
