import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { insights } from "../../screens/use-insights.ts";
import type { FiguresFilter } from "../contract.ts";
import classes from "./Figures.module.css";

type Props = { filter: FiguresFilter; change: (part: Partial<FiguresFilter>) => void };

// Values may say anything, so a value's option says by a mark of its own that it is one.
const optionOf = (value: string) => ({ value: `=${value}`, label: value });
const readOption = (option: string): string | undefined => (option === "" ? undefined : option.slice(1));

/** By source, by product, or by any other column of the CRM and what it says. */
export function ColumnFilter({ filter, change }: Props) {
  const lists = useQuery({ ...insights.listFigureColumns.queryOptions(), staleTime: 60_000 }).data;
  if (!lists || (lists.sources.length === 0 && lists.columns.length === 0)) return null;
  const { source, column, value } = filter;
  const chosen = lists.columns.find(({ heading }) => heading === column);
  const isSet = source !== undefined || column !== undefined;
  return (
    <details className={classes.further} open={isSet || undefined}>
      <summary>More filters: source, product and others</summary>
      <div className={classes.filter}>
        {lists.sources.length > 0 && (
          <Values
            label="Source"
            values={lists.sources}
            value={source}
            untold="Without a source"
            say={(said) => change({ source: said })}
          />
        )}
        <NativeSelect
          size="xs"
          label="Column"
          value={column === undefined ? "" : `=${column}`}
          data={[
            { value: "", label: "None" },
            ...withChosen(
              lists.columns.map(({ heading }) => heading),
              column,
            ).map(optionOf),
          ]}
          onChange={({ currentTarget }) => change({ column: readOption(currentTarget.value), value: undefined })}
        />
        {column !== undefined && (
          <Values
            label={column}
            values={chosen?.values ?? []}
            value={value}
            untold={`Without ${column}`}
            say={(said) => change({ value: said })}
          />
        )}
      </div>
    </details>
  );
}

type ValuesProps = {
  label: string;
  values: readonly string[];
  value: string | undefined;
  untold: string;
  say: (value: string | undefined) => void;
};

function Values({ label, values, value, untold, say }: ValuesProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value === undefined ? "" : `=${value}`}
      data={[
        { value: "", label: "All" },
        ...withChosen(values, value === "" ? undefined : value).map(optionOf),
        { value: "=", label: untold },
      ]}
      onChange={({ currentTarget }) => say(readOption(currentTarget.value))}
    />
  );
}

/** What an address asks for stands in the list, also where no deal of late says so. */
const withChosen = (values: readonly string[], chosen: string | undefined): string[] =>
  chosen === undefined || values.includes(chosen) ? [...values] : [chosen, ...values];
