import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { countWords } from "../../../ui/words.ts";
import type { mailContract } from "../contract.ts";
import classes from "./Outbox.module.css";

const mail = apiOf<typeof mailContract>("mail");

export type DeliveryShape = Awaited<ReturnType<typeof mail.showDelivery.call>>;

/** An address nobody else can open. */
const onlyHere = /^http:\/\/(?:127\.|localhost|\[::1\])/;

/** Whether mail goes out at all, what stands in its way, and what can be done about it. */
export function Delivery({ delivery, onSent }: { delivery: DeliveryShape; onSent: () => Promise<void> }) {
  const reader = useReader();
  const { sends, set, mine, team, trouble } = delivery;
  const kept = (team ?? mine).kept;
  const test = useMutation({
    mutationFn: (id: string) => mail.sendTest.call({ id }),
    onSuccess: async ({ address }) => {
      await onSent();
      showNotice({
        message: sends ? `A test mail to ${address} is on its way.` : "A test mail is kept in the outbox.",
      });
    },
  });
  const sendKept = useMutation({
    mutationFn: () => mail.sendKept.call(),
    onSuccess: async ({ mails }) => {
      await onSent();
      showNotice({
        message:
          mails === 0
            ? "Nothing was kept in the last seven days."
            : `${countWords(mails, "mail is", "mails are", reader)} on the way.`,
      });
    },
  });
  const failure = test.error ?? sendKept.error;
  return (
    <div className={classes.delivery}>
      {failure && <Refusal problem={told(failure)} />}
      {!sends && (
        <Note>
          <strong>No mail server is set, so nothing goes out.</strong> Mails are kept here, to be read.
          {set &&
            " To send them, start Comeback with SMTP_URL and MAIL_FROM; the README says how. What is kept until then does not go out by itself."}
        </Note>
      )}
      {sends && trouble && (
        <Note tone="warn">
          <strong>Mail waits.</strong> {trouble} It is tried again by itself.
        </Note>
      )}
      {sends && kept > 0 && (
        <Note
          action={
            team && (
              <Button
                variant="default"
                size="compact-sm"
                loading={sendKept.isPending}
                onClick={() => sendKept.mutate()}
              >
                Send those of the last seven days
              </Button>
            )
          }
        >
          {countWords(kept, "mail was", "mails were", reader)} kept while no mail server was set. What was kept does not
          go out by itself: most of what it says has passed.
        </Note>
      )}
      <div className={classes.foot}>
        {set && (
          <p className={classes.quiet}>
            {set.from && (
              <>
                Mail comes from <span className={classes.value}>{set.from}</span>.{" "}
              </>
            )}
            Links in mails lead to <span className={classes.value}>{set.linksTo}</span>
            {onlyHere.test(set.linksTo) && ", which opens on this machine only; PUBLIC_URL sets another address."}
          </p>
        )}
        <Button
          variant="default"
          size="compact-sm"
          loading={test.isPending}
          onClick={() => test.mutate(crypto.randomUUID())}
        >
          Write me a test mail
        </Button>
      </div>
    </div>
  );
}

function Note({ tone, action, children }: { tone?: "warn"; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.note} data-tone={tone}>
      <p>{children}</p>
      {action}
    </div>
  );
}
