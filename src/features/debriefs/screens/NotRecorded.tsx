import { Button } from "@mantine/core";
import { useState } from "react";
import { Section } from "../../../ui/Page.tsx";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";
import { AnswerList } from "./AnswerList.tsx";
import { type KeptPlace, keepDraft } from "./kept-draft.ts";

type Props = { sheet: DebriefSheet; place: KeptPlace; answers: DebriefAnswers };

/** What somebody wrote while another recorded this debrief: theirs to read and copy from, until they clear it. */
export function NotRecorded({ sheet, place, answers }: Props) {
  const [gone, setGone] = useState(false);
  if (gone) return null;
  return (
    <Section
      title="What you had written"
      lead="It was not recorded, as the debrief above was quicker. It is kept in this browser only."
      actions={
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            keepDraft(place, null);
            setGone(true);
          }}
        >
          I don't need it any more
        </Button>
      }
    >
      <AnswerList answers={answers} reasons={sheet.reasons} steps={sheet.steps} />
    </Section>
  );
}
