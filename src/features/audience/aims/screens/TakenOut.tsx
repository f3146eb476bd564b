import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { showNotice } from "../../../../ui/notices.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { audience, sayRefused } from "../../screens/use-audience.ts";
import type { AimShape } from "../contract.ts";
import classes from "./Aims.module.css";

type Props = { aims: readonly Pick<AimShape, "id" | "name">[] };

/** Those out of use, each with the way back: what was taken out in haste is missed weeks later. */
export function TakenOut({ aims }: Props) {
  const known = useQueryClient();
  const restore = useMutation({
    mutationFn: (id: string) => audience.restoreAim.call({ id }),
    onSuccess: ({ name }) => {
      showNotice({ message: `“${name}” is back. Deals follow in a moment.` });
      return known.invalidateQueries({ queryKey: audience.key() });
    },
    onError: sayRefused,
  });
  if (aims.length === 0) return null;
  return (
    <Section title="Taken out" lead="Deals keep one of these only where somebody said so on the deal.">
      <ul className={classes.names}>
        {aims.map(({ id, name }) => (
          <li key={id} className={classes.name}>
            {name}
            <Button
              size="xs"
              variant="default"
              disabled={restore.isPending}
              onClick={() => restore.mutate(id)}
              aria-label={`Bring back ${name}`}
            >
              Bring back
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
