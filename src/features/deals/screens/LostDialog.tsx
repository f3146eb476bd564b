import { Button, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Keys } from "../../../ui/Keys.tsx";
import { showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { SuggestInput } from "../../../ui/SuggestInput.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { DealPage, dealsContract, LossKind } from "../contract.ts";
import classes from "./DealDialogs.module.css";
import { KeyButton } from "./KeyButton.tsx";
import { lossKinds } from "./name-deal-parts.ts";
import { instantOn } from "./tell-day.ts";
import { useDealWrite } from "./use-deal-write.ts";
import { type SentWrite, useTakeBack } from "./use-take-back.ts";

const deals = apiOf<typeof dealsContract>("deals");

type Props = { deal: DealPage; opened: boolean; onClose: () => void };

/** How it ended, in one tap, and then the offer of two minutes on why. */
export function LostDialog({ deal, opened, onClose }: Props) {
  const [lost, setLost] = useState<LossKind | null>(null);
  const close = () => {
    onClose();
    setLost(null);
  };
  return (
    <Dialog opened={opened} onClose={close} title={lost ? `We lost ${deal.name}` : "How did it end?"}>
      {lost ? (
        <DebriefOffer deal={deal} lossKind={lost} onLater={close} />
      ) : (
        <LossKinds deal={deal} onLost={setLost} onUndone={close} />
      )}
    </Dialog>
  );
}

type LossKindsProps = { deal: DealPage; onLost: (kind: LossKind) => void; onUndone: () => void };

function LossKinds({ deal, onLost, onUndone }: LossKindsProps) {
  const reader = useReader();
  const today = todayOf(reader);
  const [on, setOn] = useState<string | null>(today);
  // The undo is pressed while the debrief is on offer; of a deal that is open again there is none.
  const undo = useTakeBack(deal.id, "close", onUndone);
  const lose = useDealWrite(deal.id, {
    write: ({ lossKind, writeId }: SentWrite & { lossKind: LossKind }) =>
      deals.closeDeal.call({
        id: deal.id,
        outcome: "lost",
        lossKind,
        writeId,
        ...(on && on !== today ? { closedAt: instantOn(on, reader) } : {}),
      }),
    done: (_lost, { lossKind, ...sent }) => {
      showUndo(`${deal.name} is marked lost. Its tasks and follow-ups stay.`, () => undo.mutate(sent));
      onLost(lossKind);
    },
    sayRefusal: false,
  });
  return (
    <div className={classes.form}>
      {lose.error && <Refusal problem={told(lose.error)} />}
      <div className={classes.kinds}>
        {lossKinds.map(({ value, label, about }, place) => (
          <LossChoice
            key={value}
            keys={String(place + 1)}
            label={label}
            about={about}
            isChosen={lose.isPending && lose.variables.lossKind === value}
            disabled={lose.isPending}
            onChoose={() => lose.mutate({ lossKind: value, writeId: crypto.randomUUID(), stageId: deal.stageId })}
          />
        ))}
      </div>
      <DayInput label="On which day" value={on} onChange={setOn} max={today} />
    </div>
  );
}

type ChoiceProps = {
  keys: string;
  label: string;
  about: string;
  isChosen: boolean;
  disabled: boolean;
  onChoose: () => void;
};

function LossChoice({ keys, label, about, isChosen, disabled, onChoose }: ChoiceProps) {
  useShortcut(keys, onChoose, label, { inDialog: true, enabled: !disabled });
  return (
    <UnstyledButton
      className={classes.kind}
      data-chosen={isChosen || undefined}
      disabled={disabled}
      onClick={onChoose}
      {...(keys === "1" ? { "data-autofocus": true } : {})}
    >
      <span className={classes.kindName}>{label}</span>
      <span className={classes.kindAbout}>{about}</span>
      <span className={classes.kindKey}>
        <Keys keys={keys} />
      </span>
    </UnstyledButton>
  );
}

type OfferProps = { deal: DealPage; lossKind: LossKind; onLater: () => void };

function DebriefOffer({ deal, lossKind, onLater }: OfferProps) {
  const navigate = useNavigateTo();
  const href = `/deals/${deal.id}/debrief`;
  useShortcut("d", () => navigate(href), "Debrief now", { inDialog: true });
  return (
    <div className={classes.form}>
      {lossKind === "competitor" && <WhichCompetitor deal={deal} />}
      <p className={classes.words}>
        Two minutes now, while you remember: what was ours, and which of your open deals are about to repeat it.
      </p>
      <div className={classes.buttons}>
        <KeyButton keys="d" href={href} variant="filled" isFirst>
          Debrief now
        </KeyButton>
        <Button variant="default" onClick={onLater}>
          Later
        </Button>
      </div>
    </div>
  );
}

/** Asked when it is lost already, so that nothing waits for the answer; the debrief asks for it, too. */
function WhichCompetitor({ deal }: { deal: DealPage }) {
  const named = useQuery(deals.listCompetitors.queryOptions({ staleTime: 60_000 }));
  const [competitor, setCompetitor] = useState(deal.competitor ?? "");
  const save = useDealWrite(deal.id, {
    write: (name: string) => deals.nameCompetitor.call({ id: deal.id, competitor: name || null }),
    show: (before, name) => ({ ...before, competitor: name || null }),
  });
  const keep = (name: string) => {
    if (name.trim() !== (deal.competitor ?? "")) save.mutate(name.trim());
  };
  return (
    <SuggestInput
      label="Which competitor did they choose?"
      choices={named.data?.names ?? []}
      maxLength={200}
      value={competitor}
      onChange={setCompetitor}
      onSettled={keep}
      opens="above"
    />
  );
}
