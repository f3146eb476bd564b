import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Door, DoorTitle } from "../../../ui/Door.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import type { remindersContract } from "../contract.ts";

const reminders = apiOf<typeof remindersContract>("reminders");

const done = {
  reminders: "You get no more reminders.",
  digest: "You get no more digests.",
  all: "You get no more mail from Comeback.",
};

/** For whoever followed the link at the foot of a mail, signed in or not. It asks, because programs follow links, too. */
export default function UnsubscribeScreen({ secret }: { secret: string }) {
  const end = useMutation({ mutationFn: (all: boolean) => reminders.unsubscribe.call({ secret, all }) });
  const problem = end.error && told(end.error);
  const pending = end.isPending ? end.variables : null;
  return (
    <Door named="Stop mails · Comeback" width="reading">
      <div role="status">
        {end.data && (
          <>
            <DoorTitle title={done[end.data.stopped]} lead="You can choose them again under Settings, Mail." />
            <Button component="a" href="/settings/mail" variant="default">
              Go to Settings
            </Button>
          </>
        )}
        {!end.data && problem && (
          <>
            <DoorTitle title="Nothing was changed" />
            <ErrorState
              happened={problem.title}
              toDo={
                problem.code === "LINK_ENDED"
                  ? "Use the link of a newer mail, or sign in and choose under Settings, Mail."
                  : problem.detail
              }
              onRetry={problem.code === "LINK_ENDED" ? undefined : () => end.reset()}
            />
          </>
        )}
        {!end.data && !problem && (
          <>
            <DoorTitle title="Stop these mails?" lead="Everything they tell also stands in Comeback itself." />
            <Group gap="sm">
              <Button loading={pending === false} disabled={pending === true} onClick={() => end.mutate(false)}>
                Stop these mails
              </Button>
              <Button
                variant="default"
                loading={pending === true}
                disabled={pending === false}
                onClick={() => end.mutate(true)}
              >
                Stop all mail from Comeback
              </Button>
            </Group>
          </>
        )}
      </div>
    </Door>
  );
}
