import { Button, Radio, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { dealsContract } from "../../deals/contract.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import classes from "./CheckUps.module.css";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const deals = apiOf<typeof dealsContract>("deals");

const ends = [
  {
    value: "reopened",
    label: "They want to talk again",
    about: "The deal is opened again and stands in your pipeline.",
  },
  { value: "later", label: "Call again later", about: "The next call gets its day now." },
  { value: "never", label: "No further call", about: "The loss stays; nobody is reminded of it any more." },
] as const;
type End = (typeof ends)[number]["value"];

/** How the call went. "They want to talk again" opens the deal again with it. */
export function FinishCheckUp({ checkUp, onClose }: { checkUp: CheckUpShape; onClose: () => void }) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const today = todayOf(useReader());
  const [outcome, setOutcome] = useState<End | null>(null);
  const [nextOn, setNextOn] = useState<string | null>(addMonths(today, 3));
  const [note, setNote] = useState(checkUp.note);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const name = checkUp.accountName ?? checkUp.dealName;

  const save = async () => {
    if (!outcome) return;
    setSaving(true);
    setRefusal(null);
    try {
      if (outcome === "reopened") await reopen(checkUp.dealId);
      await checkUps.finishCheckUp.call({
        id: checkUp.id,
        outcome,
        note: note.trim(),
        ...(outcome === "later" && nextOn ? { nextOn } : {}),
      });
      onClose();
      showNotice({
        message:
          outcome === "reopened"
            ? `${checkUp.dealName} is open again.`
            : outcome === "later"
              ? `The next call with ${name} has its day.`
              : `${name} will not be called again.`,
        ...(outcome === "reopened"
          ? { action: { label: "Go to the deal", run: () => navigate(`/deals/${checkUp.dealId}`) } }
          : {}),
      });
      await known.invalidateQueries();
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Radio.Group
        aria-label="How did the call go?"
        value={outcome ?? ""}
        onChange={(value) => setOutcome(ends.find((end) => end.value === value)?.value ?? null)}
      >
        <div className={classes.ends}>
          {ends.map((end) => (
            <Radio key={end.value} value={end.value} label={end.label} description={end.about} />
          ))}
        </div>
      </Radio.Group>
      {outcome === "later" && (
        <DayInput
          label="Call again on"
          value={nextOn}
          min={today}
          onChange={setNextOn}
          choices={[
            { label: "In a month", day: addMonths(today, 1) },
            { label: "In 3 months", day: addMonths(today, 3) },
            { label: "In 9 months", day: addMonths(today, 9) },
          ]}
        />
      )}
      <Textarea
        label="What they said"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <div className={classes.formButtons}>
        <Button type="submit" loading={saving} disabled={outcome === null}>
          Save
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Not called yet
        </Button>
      </div>
    </form>
  );
}

/** Open already is what was wanted. */
async function reopen(dealId: string): Promise<void> {
  try {
    await deals.reopenDeal.call({ id: dealId });
  } catch (error) {
    if (told(error).code !== "DEAL_OPEN") throw error;
  }
}
