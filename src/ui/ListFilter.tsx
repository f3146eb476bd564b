import { Select, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ListFilter.module.css";
import { UiLink } from "./UiLink.tsx";

type Part = { name: string; href: string; isShown: boolean; count?: number | undefined };
type Props = {
  /** "Whose stories" */
  label: string;
  parts: readonly Part[];
  /** The fields that look for less, where the part shown can be searched. */
  children?: ReactNode;
};

/** Above a list: its parts, each a link, and what narrows it down. */
export function ListFilter({ label, parts, children }: Props) {
  return (
    <div className={classes.filters}>
      <nav className={classes.parts} aria-label={label}>
        {parts.map(({ name, href, isShown, count }) => (
          <UiLink key={href} href={href} aria-current={isShown ? "page" : undefined}>
            {name} {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
          </UiLink>
        ))}
      </nav>
      {children}
    </div>
  );
}

type SearchProps = { label: string; typed: string; onType: (typed: string) => void };

/** Looks for words; `useTypedSearch` keeps what is typed. */
export function SearchField({ label, typed, onType }: SearchProps) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

type OneOfProps = {
  /** "Only stories of this reason" */
  label: string;
  /** "Every reason", shown while none is chosen. */
  all: string;
  /** "Stories of every reason", on the button that chooses none. */
  clearLabel: string;
  choices: readonly { value: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
};

/** Only what belongs to one of these. */
export function OneOfField({ label, all, clearLabel, choices, value, onChange }: OneOfProps) {
  return (
    <Select
      aria-label={label}
      placeholder={all}
      data={[...choices]}
      searchable
      clearable
      clearButtonProps={{ "aria-label": clearLabel }}
      value={value}
      onChange={onChange}
    />
  );
}
