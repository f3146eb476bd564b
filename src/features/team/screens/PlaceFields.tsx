import { TextInput } from "@mantine/core";
import { useId, useMemo } from "react";
import { useReader } from "../../../ui/ReaderContext.tsx";

type Props = { value: string; onChange: (value: string) => void; description?: string | undefined };

/** A zone is a city that stands for it; the browser offers those it knows. */
export function TimeZoneField({ value, onChange, description }: Props) {
  const id = useId();
  return (
    <>
      <TextInput
        label="Time zone"
        name="timeZone"
        description={description}
        required
        withAsterisk={false}
        list={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={id}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

/** Three letters, offered with the currency's name. */
export function CurrencyField({ value, onChange, description }: Props) {
  const id = useId();
  const { locale } = useReader();
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: "currency" });
    return Intl.supportedValuesOf("currency").map((code) => ({ code, name: names.of(code) }));
  }, [locale]);
  return (
    <>
      <TextInput
        label="Currency"
        name="currency"
        description={description}
        required
        withAsterisk={false}
        list={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
      />
      <datalist id={id}>
        {currencies.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
