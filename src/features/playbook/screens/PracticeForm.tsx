import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ChainCard } from "../../../ui/ChainCard.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { reasonsContract } from "../../reasons/contract.ts";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { PracticeShape, playbookContract } from "../contract.ts";
import classes from "./Playbook.module.css";

const playbook = apiOf<typeof playbookContract>("playbook");
const catalogue = apiOf<typeof reasonsContract>("reasons");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Words = {
  title: string;
  appliesWhen: string;
  how: string;
  reasonId: string | null;
  flagId: string | null;
  repairId: string | null;
};

type Props = { practice: PracticeShape | null; reasonId: string | null };

/** What we do differently, when and how, and the links that show where it applies. */
export function PracticeForm({ practice, reasonId }: Props) {
  const navigate = useNavigateTo();
  const known = useQueryClient();
  const form = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState<Words>(() => wordsOf(practice, reasonId));
  const [newId] = useState(() => crypto.randomUUID());
  const [theirs, setTheirs] = useState<PracticeShape | null>(null);
  const [missing, setMissing] = useState(false);
  const set = (part: Partial<Words>) => setWords((before) => ({ ...before, ...part }));
  const reasons = useQuery(catalogue.listReasons.queryOptions()).data?.rows ?? [];
  const repairs = useQuery(catalogue.listRepairs.queryOptions()).data?.rows ?? [];
  const flags = useQuery(redFlags.listFlags.queryOptions()).data?.rows ?? [];

  const reason = reasons.find(({ id }) => id === words.reasonId);
  const flagId = words.flagId ?? reason?.flagId ?? null;
  const flag = flags.find(({ id }) => id === flagId);
  const repair = repairs.find(({ id }) => id === words.repairId);
  const fitting = repairs.filter(
    ({ id, archived, flagIds }) => id === words.repairId || (!archived && flagId !== null && flagIds.includes(flagId)),
  );
  const isNew = practice === null;
  const backTo = isNew ? "/team/playbook" : `/team/playbook/${practice.id}`;

  const save = useMutation({
    mutationFn: () =>
      isNew
        ? playbook.draftPractice.call({ id: newId, source: "own", ...words })
        : playbook.savePractice.call({ id: practice.id, version: theirs?.version ?? practice.version, ...words }),
    onSuccess: async (saved) => {
      await known.invalidateQueries();
      showNotice({ message: isNew ? `“${saved.title}” is a draft.` : `“${saved.title}” is changed.` });
      navigate(`/team/playbook/${saved.id}`);
    },
    onError: (error) => {
      const { code, data } = told(error);
      if (code === "OTHER_VERSION" && isPractice(data)) setTheirs(data);
    },
  });
  const submit = () => {
    const lacks = words.title.trim() === "";
    setMissing(lacks);
    if (lacks) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    save.mutate();
  };
  useShortcut("mod+Enter", submit, "Save the practice", { enabled: !save.isPending });

  return (
    <Page
      title={isNew ? "Write a practice" : "Change the practice"}
      lead={
        isNew
          ? "A draft that only you and those who adopt practices read, until it is adopted."
          : practice.state === "adopted"
            ? "It is adopted: everybody reads the new words as soon as they are saved. The old ones stay in its history."
            : undefined
      }
      back={{ label: isNew ? "Playbook" : practice.title, href: backTo }}
      width="reading"
    >
      <div ref={form}>
        <Form
          onSubmit={submit}
          saving={save.isPending}
          problem={save.error && !theirs ? told(save.error) : undefined}
          saveLabel={isNew ? "Keep it as a draft" : theirs ? "Save mine over it" : "Save"}
          wholeScreen
          others={
            <Button variant="subtle" color="gray" component={UiLink} href={backTo}>
              Cancel
            </Button>
          }
        >
          {theirs && <Theirs practice={theirs} onTake={() => setWords(wordsOf(theirs, null))} />}
          <TextInput
            label="What do we do differently?"
            description="One sentence, as you would say it to a colleague."
            placeholder="Ask who signs before the first demo"
            required
            maxLength={200}
            error={missing && "Say in a sentence what we do differently."}
            value={words.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Textarea
            label="When does it apply?"
            autosize
            minRows={2}
            maxLength={1000}
            value={words.appliesWhen}
            onChange={(event) => set({ appliesWhen: event.currentTarget.value })}
          />
          <Textarea
            label="How is it done?"
            description="The words you use, in which order, with whom."
            autosize
            minRows={4}
            maxLength={4000}
            value={words.how}
            onChange={(event) => set({ how: event.currentTarget.value })}
          />
          <Select
            label="Which reason does it answer?"
            placeholder="None of the catalogue"
            data={reasons
              .filter(({ appliesTo, archived, id }) => (appliesTo === "lost" && !archived) || id === words.reasonId)
              .map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            clearable
            clearButtonProps={{ "aria-label": "No reason" }}
            value={words.reasonId}
            onChange={(chosen) => set({ reasonId: chosen, repairId: null })}
          />
          <Select
            label="Which red flag shows where it applies?"
            description="Open deals with this flag up are listed with the practice, and outcomes are told by them."
            placeholder={reason?.flagName ? `As its reason: ${reason.flagName}` : "None: you judge yourselves"}
            data={flags
              .filter(({ archived, id }) => !archived || id === words.flagId)
              .map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            clearable
            clearButtonProps={{ "aria-label": reason?.flagName ? "The flag of its reason" : "No flag" }}
            value={words.flagId}
            onChange={(chosen) => set({ flagId: chosen, repairId: null })}
          />
          {fitting.length > 0 && (
            <Select
              label="What does applying it make a task of?"
              description="A repair asks what was learned when it is done, and the flag is read again from that."
              data={[
                { value: "", label: "The practice itself" },
                ...fitting.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              allowDeselect={false}
              value={words.repairId ?? ""}
              onChange={(chosen) => set({ repairId: chosen || null })}
            />
          )}
          {(reason || flag) && (
            <div className={classes.chain}>
              <ChainCard
                reason={{ label: reason?.name ?? "Any reason" }}
                {...(reason?.stepName ? { missedStep: { label: reason.stepName } } : {})}
                {...(flag ? { redFlag: { label: flag.name } } : {})}
                {...(repair ? { repair: { label: repair.name } } : {})}
                bestPractice={{ label: words.title || "This practice" }}
              />
            </div>
          )}
        </Form>
      </div>
    </Page>
  );
}

/** Somebody else's words since; mine stay in the fields until I choose. */
function Theirs({ practice, onTake }: { practice: PracticeShape; onTake: () => void }) {
  return (
    <div className={classes.notice} role="alert">
      <p>Somebody changed this practice while you wrote. Yours is still in the fields below. Theirs says:</p>
      <p className={classes.name}>{practice.title}</p>
      {practice.appliesWhen && <p className={classes.text}>{practice.appliesWhen}</p>}
      {practice.how && <p className={classes.text}>{practice.how}</p>}
      <div>
        <Button variant="default" size="compact-sm" onClick={onTake}>
          Go on with theirs
        </Button>
      </div>
    </div>
  );
}

function wordsOf(practice: PracticeShape | null, reasonId: string | null): Words {
  if (!practice) return { title: "", appliesWhen: "", how: "", reasonId, flagId: null, repairId: null };
  const { title, appliesWhen, how, reason, ownFlagId, repair } = practice;
  return { title, appliesWhen, how, reasonId: reason?.id ?? null, flagId: ownFlagId, repairId: repair?.id ?? null };
}

const isPractice = (data: unknown): data is PracticeShape =>
  typeof data === "object" && data !== null && "version" in data && "title" in data;
