import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Page } from "../../ui/Page.tsx";
import { UiLink } from "../../ui/UiLink.tsx";

const wayBack = (
  <Button component={UiLink} href="/" variant="default">
    Go to today
  </Button>
);

/** An address that leads nowhere: a link cut short, or a place of another release. */
export function NotHere() {
  return (
    <Page title="Nothing is here">
      <EmptyState
        line="This address leads nowhere. It may be cut short, or of something that is gone."
        action={wayBack}
      />
    </Page>
  );
}

/** A screen that broke, or whose code did not come (another release runs meanwhile): the rest of the program goes on. */
export function WentWrong({ error }: ErrorComponentProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <Page title="This page did not open">
      <ErrorState
        happened="Something failed while opening this page."
        means="Nothing you saved is lost."
        toDo="Load it again; if it fails again, go on elsewhere and tell whoever runs Comeback for you."
        onRetry={() => window.location.reload()}
        retryLabel="Load again"
        actions={wayBack}
      />
    </Page>
  );
}
