import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { mailContract } from "../contract.ts";
import { subjectWords } from "./mail-words.ts";
import classes from "./Outbox.module.css";

const mail = apiOf<typeof mailContract>("mail");

/** One of my mails, as its text. As it looks in a mail program, it opens beside. */
export function OpenMail({ id, onClose }: { id: string | null; onClose: () => void }) {
  const found = useQuery(mail.showMail.queryOptions({ input: { id: id ?? "" }, enabled: id !== null }));
  const title = found.data ? subjectWords(found.data.mail) : "Mail";
  return (
    <Dialog opened={id !== null} onClose={onClose} title={title} size="lg">
      {found.data && (
        <div className={classes.opened}>
          <pre className={classes.text}>{found.data.text}</pre>
          <Button
            className={classes.asSent ?? ""}
            component="a"
            href={`/api/mails/${found.data.mail.id}/page`}
            target="_blank"
            rel="noreferrer"
            variant="default"
          >
            See it as it is sent
          </Button>
        </div>
      )}
      {found.isPending && id !== null && <Skeletons shape="text" />}
      {found.error && !found.data && (
        <ErrorState
          happened="The mail did not open."
          means={told(found.error).title}
          onRetry={() => void found.refetch()}
        />
      )}
    </Dialog>
  );
}
