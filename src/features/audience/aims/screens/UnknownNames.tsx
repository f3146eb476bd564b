import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords } from "../../../../ui/words.ts";
import { audience, sayRefused, useKeepsAudience } from "../../screens/use-audience.ts";
import type { AimKind } from "../contract.ts";
import classes from "./Aims.module.css";
import { kindWords } from "./aim-words.ts";

const shown = 12;

/** Names in the CRM's column that are not kept here yet: one press keeps each. */
export function UnknownNames({ kind }: { kind: AimKind }) {
  const reader = useReader();
  const known = useQueryClient();
  const keeps = useKeepsAudience();
  const words = useQuery(audience.listAudienceWords.queryOptions({ enabled: keeps === true, staleTime: 60_000 })).data;
  const settings = useQuery(audience.showAudienceSettings.queryOptions({ enabled: keeps === true })).data;
  const keep = useMutation({
    mutationFn: (name: string) =>
      audience.saveAim.call({
        ...{ id: crypto.randomUUID(), version: 0, kind, name, rule: [] },
        ...{ source: null, startsOn: null, endsOn: null },
      }),
    onSuccess: () => known.invalidateQueries({ queryKey: audience.key() }),
    onError: sayRefused,
  });
  const column = kind === "persona" ? settings?.personaColumn : settings?.campaignColumn;
  const names = words?.unknown[kind] ?? [];
  if (!words || !column || names.length === 0) return null;
  return (
    <Section
      title={`Your CRM names ${countWords(names.length, `${kindWords[kind].one}`, kindWords[kind].many, reader)} more`}
      lead={`In the column “${column}”, over the newest ${countWords(words.lookedAt, "deal", "deals", reader)}. Each that is kept takes its deals by itself.`}
    >
      <ul className={classes.names}>
        {names.slice(0, shown).map(({ value, deals }) => (
          <li key={value} className={classes.name}>
            <span>
              {value} <span className={classes.quiet}>{countWords(deals, "deal", "deals", reader)}</span>
            </span>
            <Button
              size="xs"
              variant="default"
              disabled={keep.isPending}
              onClick={() => keep.mutate(value)}
              aria-label={`Keep ${value}`}
            >
              Keep
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
