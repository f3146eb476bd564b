import { Button } from "@mantine/core";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";

/** For somebody without a deal of their own in a workspace that may have others'. */
export function NothingYet() {
  return (
    <Page title="Today">
      <EmptyState
        line="Losses to debrief, open deals at risk and lost customers to call, as soon as a deal is yours."
        example="We lost Acme: Planner yesterday. Two minutes, and you see which of your open deals carry the same mistake."
        action={
          <Button component={UiLink} href="/deals/new">
            Add a deal
          </Button>
        }
      />
    </Page>
  );
}
