import { Button, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { countWords } from "../../../ui/words.ts";
import type { HandedOver, MemberShape, teamContract } from "../contract.ts";
import classes from "./TeamSettings.module.css";

const team = apiOf<typeof teamContract>("team");

type Props = { member: MemberShape; people: MemberShape[]; onDone: () => void };

/** Somebody leaves: what ends, what stays, and who goes on with what is open. */
export function Leaving({ member, people, onDone }: Props) {
  const known = useQueryClient();
  const reader = useReader();
  const [handTo, setHandTo] = useState<string | null>(null);
  const heirs = people.filter(
    ({ id, role, deactivatedAt }) => id !== member.id && !deactivatedAt && role !== "marketing",
  );

  const takeBack = async (handedOver: HandedOver) => {
    try {
      await team.activateMember.call({
        id: member.id,
        ...(handTo ? { takeBack: { from: handTo, ...handedOver } } : {}),
      });
      await known.invalidateQueries();
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const leave = useMutation({
    mutationFn: () => team.deactivateMember.call({ id: member.id, handTo }),
    onSuccess: async ({ handedOver }) => {
      await known.invalidateQueries();
      const heir = people.find(({ id }) => id === handTo);
      const deals = countWords(handedOver.dealIds.length, "open deal", "open deals", reader);
      const tasks = countWords(handedOver.taskIds.length, "task", "tasks", reader);
      const handed = heir ? ` ${deals} and ${tasks} went to ${heir.name}.` : "";
      showUndo(`${member.name} can no longer sign in.${handed}`, () => void takeBack(handedOver));
      onDone();
    },
  });
  return (
    <section className={classes.part} aria-labelledby="leaving">
      <h3 id="leaving" className={classes.partTitle}>
        Leaving
      </h3>
      <p className={classes.why}>
        Their sessions, API keys and links end at once. What they won and lost stays in their name.
      </p>
      {leave.error && <Refusal problem={told(leave.error)} />}
      <Select
        label="Their open deals and tasks go to"
        placeholder="Nobody yet: they stay as they are"
        clearable
        clearButtonProps={{ "aria-label": "Nobody yet" }}
        searchable
        data={heirs.map(({ id, name }) => ({ value: id, label: name }))}
        value={handTo}
        onChange={setHandTo}
      />
      <Button
        variant="default"
        className={classes.partAction ?? ""}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        Deactivate {member.name}
      </Button>
    </section>
  );
}

/** Somebody who left: since when, and the way back. */
export function HasLeft({ member, onDone }: Omit<Props, "people">) {
  const known = useQueryClient();
  const back = useMutation({
    mutationFn: () => team.activateMember.call({ id: member.id }),
    onSuccess: async () => {
      await known.invalidateQueries();
      showNotice({ message: `${member.name} is in the team again.` });
      onDone();
    },
  });
  return (
    <div className={classes.leftIt}>
      <p className={classes.why}>
        Left on {member.deactivatedAt && <InstantText at={member.deactivatedAt} say="day" />}. Deals in their name are
        still here. Activated again, they sign in as before; their API keys stay revoked.
      </p>
      {back.error && <Refusal problem={told(back.error)} />}
      <Button
        className={classes.partAction ?? ""}
        loading={back.isPending}
        onClick={() => back.mutate()}
        data-autofocus
      >
        Activate again
      </Button>
    </div>
  );
}
