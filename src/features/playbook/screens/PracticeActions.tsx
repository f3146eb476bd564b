import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Form } from "../../../ui/Form.tsx";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { PracticeShape, playbookContract } from "../contract.ts";

const playbook = apiOf<typeof playbookContract>("playbook");

/** What can be done with the practice as it stands, the one that leads on as the main button. */
export function PracticeActions({ practice }: { practice: PracticeShape }) {
  const { id, title, may, state } = practice;
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const [asking, setAsking] = useState<"retire" | "send-back" | null>(null);
  const again = () => known.invalidateQueries();
  const refused = (error: unknown) => showNotice({ tone: "refused", message: told(error).title });
  const back = useMutation({
    mutationFn: () => playbook.sendBack.call({ id }),
    onSuccess: again,
    onError: refused,
  });
  const review = useMutation({
    mutationFn: () => playbook.askReview.call({ id }),
    onSuccess: async () => {
      await again();
      showUndo(`“${title}” waits for its review.`, () => back.mutate());
    },
    onError: refused,
  });
  const adopt = useMutation({
    mutationFn: () => playbook.adoptPractice.call({ id }),
    onSuccess: async () => {
      await again();
      showNotice({ message: `“${title}” is adopted. Everybody reads it from now on.` });
    },
    onError: refused,
  });
  const changeHref = `/team/playbook/write?practice=${id}`;
  useShortcut("e", () => navigate(changeHref), "Change this practice", { enabled: may.change });
  const leadsOn = may.adopt ? "adopt" : may.askReview ? "review" : null;
  return (
    <>
      {may.retire && (
        <Button variant="subtle" color="gray" onClick={() => setAsking("retire")}>
          {state === "adopted" ? "Retire it" : "Set it aside"}
        </Button>
      )}
      {may.sendBack && (
        <Button variant="subtle" color="gray" onClick={() => setAsking("send-back")}>
          Send it back
        </Button>
      )}
      {may.change && (
        <Button variant="default" component={UiLink} href={changeHref}>
          Change it
        </Button>
      )}
      {may.askReview && (
        <Button
          variant={leadsOn === "review" ? "filled" : "default"}
          loading={review.isPending}
          onClick={() => review.mutate()}
        >
          Ask for a review
        </Button>
      )}
      {may.adopt && (
        <Button loading={adopt.isPending} onClick={() => adopt.mutate()}>
          {state === "retired" ? "Take it up again" : "Adopt it"}
        </Button>
      )}
      {asking && <Saying what={asking} practice={practice} onClose={() => setAsking(null)} />}
    </>
  );
}

type SayingProps = { what: "retire" | "send-back"; practice: PracticeShape; onClose: () => void };

/** Giving something up says why; sending it back may say what it lacks. */
function Saying({ what, practice: { id, title, state }, onClose }: SayingProps) {
  const known = useQueryClient();
  const [words, setWords] = useState("");
  const retires = what === "retire";
  const act = useMutation({
    mutationFn: () =>
      retires ? playbook.retirePractice.call({ id, why: words }) : playbook.sendBack.call({ id, note: words }),
    onSuccess: async () => {
      await known.invalidateQueries();
      onClose();
      showNotice({ message: retires ? `“${title}” is retired. It stays readable.` : `“${title}” is a draft again.` });
    },
  });
  const name = retires ? (state === "adopted" ? "Retire it" : "Set it aside") : "Send it back";
  return (
    <Dialog opened onClose={onClose} title={`${name}: ${title}`}>
      <Form
        onSubmit={() => act.mutate()}
        saving={act.isPending}
        problem={act.error ? told(act.error) : undefined}
        saveLabel={name}
      >
        <Textarea
          label={retires ? "Why do we no longer do this?" : "What does it lack?"}
          description="It stays in the practice's history."
          required={retires}
          autosize
          minRows={3}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Form>
    </Dialog>
  );
}
