import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { dayOf, whenWords } from "../../../ui/words.ts";
import type { recoveryContract } from "../../recovery/contract.ts";
import classes from "./Today.module.css";
import type { TodayShape } from "./today-shape.ts";

const recovery = apiOf<typeof recoveryContract>("recovery");

/** Above the lists: a breather that goes on, and who would like a word. Neither counts down nor shouts. */
export function CalmLines({ breather, wantedWords }: Pick<TodayShape, "breather" | "wantedWords">) {
  if (!breather && wantedWords.length === 0) return null;
  return (
    <div className={classes.calm}>
      {breather && <OnBreather breather={breather} />}
      {wantedWords.map(({ memberId, name }) => (
        <p key={memberId} className={classes.calmLine}>
          {name} would like a word.
        </p>
      ))}
    </div>
  );
}

function OnBreather({ breather: { id, backAt, timeZone } }: { breather: NonNullable<TodayShape["breather"]> }) {
  const reader = useReader();
  const known = useQueryClient();
  const back = useMutation({
    mutationFn: () => recovery.endBreather.call({ id }),
    onSuccess: async () => {
      showNotice({ message: "Welcome back." });
      await known.invalidateQueries();
    },
    onError: (error) => showNotice({ tone: "refused", message: told(error).title }),
  });
  // On the clock of whoever took it, wherever the team is.
  const day = dayOf(backAt, timeZone);
  const isToday = day === dayOf(reader.now, timeZone);
  const clock = new Intl.DateTimeFormat(reader.locale, { timeZone, hour: "numeric", minute: "2-digit" });
  const time = clock.format(new Date(backAt));
  return (
    <div className={classes.calmLine}>
      <p>You are on a breather until {isToday ? time : `${whenWords(day, reader)}, ${time}`}. Everything here keeps.</p>
      <Button variant="default" size="compact-sm" loading={back.isPending} onClick={() => back.mutate()}>
        I am back
      </Button>
    </div>
  );
}
