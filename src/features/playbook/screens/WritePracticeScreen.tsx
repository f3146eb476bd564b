import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { playbookContract } from "../contract.ts";
import { PracticeForm } from "./PracticeForm.tsx";

const playbook = apiOf<typeof playbookContract>("playbook");

/** Writing a practice, or changing one. */
export default function WritePracticeScreen() {
  const given = new URLSearchParams(useLocation().searchStr);
  const id = given.get("practice");
  // Opened once: what somebody is writing must not be replaced by a refetch.
  const opened = useQuery({
    ...playbook.showPractice.queryOptions({ input: { id: id ?? "" } }),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (id === null) return <PracticeForm practice={null} reasonId={given.get("reason")} />;
  if (opened.data) return <PracticeForm key={id} practice={opened.data} reasonId={null} />;
  if (!opened.error) return <Skeletons shape="page" />;
  const { title, detail } = told(opened.error);
  return (
    <Page title="Change a practice" back={{ label: "Playbook", href: "/team/playbook" }} width="reading">
      <ErrorState happened={title} toDo={detail} onRetry={() => void opened.refetch()} />
    </Page>
  );
}
