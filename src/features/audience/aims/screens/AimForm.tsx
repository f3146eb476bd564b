import { Autocomplete, Button, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSave } from "../../../../platform/browser/use-save.ts";
import { DayInput } from "../../../../ui/DayInput.tsx";
import { FieldPair, Form } from "../../../../ui/Form.tsx";
import { showUndo } from "../../../../ui/notices.tsx";
import { audience, sayRefused } from "../../screens/use-audience.ts";
import type { AimKind, AimShape, WantedAim } from "../contract.ts";
import { kindWords } from "./aim-words.ts";
import { type Drafted, draftsOf, RuleFields, ruleOf } from "./RuleFields.tsx";

type Props = {
  kind: AimKind;
  /** Null: a new one. */
  aim: AimShape | null;
  onDone: () => void;
};

/** What a persona or a campaign is called, and which deals are its own. */
export function AimForm({ kind, aim, onDone }: Props) {
  const known = useQueryClient();
  const [id] = useState(() => aim?.id ?? crypto.randomUUID());
  const [name, setName] = useState(aim?.name ?? "");
  const [words, setWords] = useState(aim?.words ?? "");
  const [message, setMessage] = useState(aim?.message ?? "");
  const [source, setSource] = useState(aim?.source ?? "");
  const [startsOn, setStartsOn] = useState(aim?.startsOn ?? null);
  const [endsOn, setEndsOn] = useState(aim?.endsOn ?? null);
  const [drafts, setDrafts] = useState<Drafted[]>(() => draftsOf(aim?.rule ?? []));
  const said = useQuery(audience.listAudienceWords.queryOptions({ staleTime: 60_000 })).data;
  const { one, placeholder } = kindWords[kind];
  const { save, saving, problem } = useSave({
    write: (wanted: WantedAim) => audience.saveAim.call(wanted),
    said: () => `The ${one} is saved. Deals follow in a moment.`,
    done: onDone,
  });
  const takeOut = async () => {
    if (!aim) return;
    try {
      await audience.archiveAim.call({ id: aim.id });
      onDone();
      showUndo(`“${aim.name}” is taken out.`, () => {
        void audience.restoreAim
          .call({ id: aim.id })
          .catch(sayRefused)
          .finally(() => known.invalidateQueries({ queryKey: audience.key() }));
      });
    } catch (error) {
      sayRefused(error);
    }
    await known.invalidateQueries({ queryKey: audience.key() });
  };
  const isCampaign = kind === "campaign";
  return (
    <Form
      onSubmit={() =>
        save({
          ...{ id, version: aim?.version ?? 0, kind, name: name.trim(), words, message },
          ...{ source: source.trim() || null, startsOn, endsOn, rule: ruleOf(drafts) },
        })
      }
      saving={saving}
      problem={problem}
      saveLabel={aim ? "Save" : `Add the ${one}`}
      others={
        aim && (
          <Button variant="subtle" color="gray" onClick={() => void takeOut()}>
            Take it out
          </Button>
        )
      }
    >
      <TextInput
        name="name"
        label="Name"
        placeholder={placeholder}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      {isCampaign && (
        <TextInput
          label="What it says to them"
          placeholder="Planning without spreadsheets"
          maxLength={300}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={isCampaign ? "Notes" : "Who they are, what they want"}
        autosize
        minRows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {isCampaign && (
        <>
          <Autocomplete
            label="Source its deals come from"
            description="Left empty, it does not matter where from."
            maxLength={200}
            data={said?.sources ?? []}
            value={source}
            onChange={setSource}
          />
          <FieldPair>
            <DayInput label="Deals that began from" value={startsOn} onChange={setStartsOn} />
            <DayInput label="until" value={endsOn} onChange={setEndsOn} />
          </FieldPair>
        </>
      )}
      <RuleFields drafts={drafts} words={said} onChange={setDrafts} isCampaign={isCampaign} />
    </Form>
  );
}
