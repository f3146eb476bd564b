import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords } from "../../../../ui/words.ts";
import type { ImportKind, ImportPreview } from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { kindNames, orderSaid } from "./name-import-parts.ts";

const isKind = (value: string | null): value is ImportKind => value !== null && value in kindNames;

type Props = {
  data: ImportPreview;
  onKind: (kind: ImportKind) => void;
  onCurrency: (currency: string) => void;
};

/** What was taken for granted about the whole file, so that it can be put right: kind, currency, the order of dates. */
export function HowItIsRead({ data, onKind, onCurrency }: Props) {
  const reader = useReader();
  const ordered = data.columns.flatMap((column) => orderSaid(column) ?? []);
  return (
    <div className={classes.file}>
      <div className={classes.choices}>
        <Select
          className={classes.kind ?? ""}
          label="What the file holds"
          data={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          value={data.kind}
          onChange={(value) => isKind(value) && value !== data.kind && onKind(value)}
        />
        {data.currency && <AssumedCurrency currency={data.currency} onChange={onCurrency} />}
      </div>
      <div className={classes.facts}>
        <p className={classes.note}>
          {countWords(data.rowsTotal, "row", "rows", reader)}, columns separated by{" "}
          {separators[data.delimiter] ?? data.delimiter}, text in{" "}
          <span className={classes.oneLine}>{data.encoding}.</span>
          {data.recognisedAs && ` This looks like an export from ${data.recognisedAs}.`}
        </p>
        {ordered.slice(0, 3).map((said) => (
          <p key={said} className={classes.note}>
            {said}
          </p>
        ))}
        <p className={classes.note}>
          Rows are known again by {data.identifiedBy}: imported once more, a row that did not change is left as it is.
        </p>
      </div>
    </div>
  );
}

const separators: Record<string, string> = {
  comma: "commas",
  semicolon: "semicolons",
  tab: "tabs",
  "vertical bar": "vertical bars",
};

function AssumedCurrency({ currency, onChange }: { currency: string; onChange: (currency: string) => void }) {
  const { locale } = useReader();
  const offered = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: "currency" });
    return Intl.supportedValuesOf("currency").map((code) => ({ value: code, label: `${code}, ${names.of(code)}` }));
  }, [locale]);
  return (
    <Select
      className={classes.kind ?? ""}
      label="Amounts without a currency are in"
      data={offered}
      searchable
      allowDeselect={false}
      value={currency}
      onChange={(value) => value && value !== currency && onChange(value)}
    />
  );
}
