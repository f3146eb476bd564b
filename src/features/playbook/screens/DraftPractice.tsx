import { BookOpenIcon, CheckIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { LessonPart, PracticeSource, playbookContract } from "../contract.ts";
import classes from "./Playbook.module.css";

const playbook = apiOf<typeof playbookContract>("playbook");

type Props = {
  /** What it becomes a practice from; the server knows its words, its deal and its reason. */
  source: Exclude<PracticeSource, "own">;
  sourceId: string;
  /** Which of a debrief's two lessons. */
  lesson?: LessonPart;
  /** Other words than the source's own. */
  title?: string;
  reasonId?: string;
};

/** One click makes a recommendation, a lesson or an idea a draft of the playbook; made already, it leads there. */
export function DraftPractice({ source, sourceId, lesson, title, reasonId }: Props) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const from = { source, sourceId, ...(lesson ? { lesson } : {}) };
  const asked = playbook.findDrafted.queryOptions({ input: from });
  const found = useQuery(asked);
  // Made once, so that a repeated attempt is the same write.
  const [id] = useState(() => crypto.randomUUID());
  const draft = useMutation({
    mutationFn: () =>
      playbook.draftPractice.call({ id, ...from, ...(title ? { title } : {}), ...(reasonId ? { reasonId } : {}) }),
    onSuccess: async (practice) => {
      const { state } = practice;
      known.setQueryData(asked.queryKey, {
        isDrafted: true,
        practice: { id: practice.id, title: practice.title, state },
      });
      showNotice({
        message: `“${practice.title}” is a draft in the playbook.`,
        action: { label: "Open it", run: () => navigate(`/team/playbook/${practice.id}`) },
      });
      await known.invalidateQueries({ queryKey: playbook.key() });
    },
    onError: (error) => showNotice({ tone: "refused", message: told(error).title }),
  });
  if (!found.data) return null;
  const { isDrafted, practice } = found.data;
  if (isDrafted) {
    return practice ? (
      <UiLink className={classes.drafted} href={`/team/playbook/${practice.id}`}>
        <Icon of={CheckIcon} size={14} /> In the playbook
        <span className="only-for-screen-readers">: {practice.title}</span>
      </UiLink>
    ) : (
      <span className={classes.drafted}>
        <Icon of={CheckIcon} size={14} /> Drafted for the playbook
      </span>
    );
  }
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<Icon of={BookOpenIcon} size={14} />}
      loading={draft.isPending}
      onClick={() => draft.mutate()}
    >
      Make it a practice
    </Button>
  );
}
