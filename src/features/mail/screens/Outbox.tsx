import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { InstantText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../ui/UiLink.tsx";
import type { MailShape, mailContract } from "../contract.ts";
import { Delivery } from "./Delivery.tsx";
import { canSendAgain, stateWords, subjectWords } from "./mail-words.ts";
import { OpenMail } from "./OpenMail.tsx";
import classes from "./Outbox.module.css";

const mail = apiOf<typeof mailContract>("mail");
const here = "/settings/mail";
/** While something is on its way, it is looked at again. */
const lookAgainMs = 4_000;

/** Every mail there was, is or is to be: my own whole; for admins how everybody's is getting on. */
export default function Outbox() {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const { searchStr } = useLocation();
  const openId = new URLSearchParams(searchStr).get("open");
  const [of, setOf] = useState<"me" | "team">("me");
  const delivery = useQuery(mail.showDelivery.queryOptions());
  const mails = useInfiniteQuery(
    mail.listMails.infiniteOptions({
      input: (after: string | undefined) => ({ of, limit: 25, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ rows }) => rows.some(isOnItsWay)) ? lookAgainMs : false,
    }),
  );
  const refresh = () => known.invalidateQueries({ queryKey: mail.key() });
  const again = useMutation({
    mutationFn: ({ id }: MailShape) => mail.sendAgain.call({ id }),
    onSuccess: async () => {
      await refresh();
      showNotice({ message: "The mail is on its way." });
    },
  });
  const sends = delivery.data?.sends ?? false;

  const sendNow: Column<MailShape> = {
    id: "again",
    heading: "",
    width: "7rem",
    onPhone: "plain",
    cell: (row) =>
      canSendAgain(row) ? (
        <Button
          variant="default"
          size="compact-sm"
          loading={again.isPending && again.variables.id === row.id}
          onClick={() => again.mutate(row)}
        >
          Send now<span className="only-for-screen-readers">: {subjectWords(row)}</span>
        </Button>
      ) : null,
  };

  const columns: Column<MailShape>[] = [
    { id: "subject", heading: "Mail", onPhone: "title", wrap: true, width: "15rem", cell: (row) => subjectWords(row) },
    ...(of === "team"
      ? [
          {
            id: "reader",
            heading: "To",
            cell: (row: MailShape) => `${row.readerName}${row.address ? `, ${row.address}` : ""}`,
            wrap: true,
          },
        ]
      : []),
    { id: "made", heading: "Written", width: "7.5rem", cell: (row) => <InstantText at={row.madeAt} say="time" /> },
    {
      id: "state",
      heading: "State",
      onPhone: "value",
      width: "6rem",
      cell: (row) => (
        <span className={classes.state} data-state={row.state}>
          {stateWords(row)}
        </span>
      ),
    },
    {
      id: "said",
      heading: "What happened",
      onPhone: "plain",
      wrap: true,
      cell: (row) => <WhatHappened mail={row} />,
    },
    ...(sends ? [sendNow] : []),
  ];
  return (
    <Section
      title="Outbox"
      lead="Every mail stands here before it goes out, so none is lost. After 90 days it is forgotten."
      actions={
        delivery.data?.team && (
          <SegmentedControl
            aria-label="Whose mail"
            size="xs"
            value={of}
            onChange={(value) => setOf(value === "team" ? "team" : "me")}
            data={[
              { value: "me", label: "Mine" },
              { value: "team", label: "The team's" },
            ]}
          />
        )
      }
    >
      {delivery.data && <Delivery delivery={delivery.data} onSent={refresh} />}
      {again.error && <Refusal problem={told(again.error)} />}
      {mails.error && !mails.data ? (
        <ErrorState
          happened="The outbox did not load."
          means={told(mails.error).title}
          toDo="Nothing in it is lost."
          onRetry={() => void mails.refetch()}
        />
      ) : (
        <DataTable
          caption={of === "me" ? "My mails, newest first" : "Everybody's mails, newest first"}
          columns={columns}
          rows={mails.data?.pages.flatMap(({ rows }) => rows) ?? []}
          keyOf={({ id }) => id}
          hrefOf={of === "me" ? ({ id }) => `${here}?open=${id}` : undefined}
          files={exportLinks("mails", { of })}
          loading={mails.isPending}
          more={moreOf(mails)}
          empty={<EmptyState line="Reminders and digests are listed here, with what became of each." />}
        />
      )}
      {of === "team" && (
        <p className={classes.quiet}>What is in a colleague's mail is theirs alone: only they can open it.</p>
      )}
      <OpenMail id={openId} onClose={() => navigate(here)} />
    </Section>
  );
}

const isOnItsWay = ({ state, attempts }: MailShape) => state === "sending" || (state === "waiting" && attempts === 0);

function WhatHappened({ mail: { state, settledAt, nextTryAt, attempts, lastError } }: { mail: MailShape }) {
  if (state === "sent" && settledAt) return <InstantText at={settledAt} say="time" />;
  return (
    <span>
      {lastError}
      {state === "waiting" && attempts > 0 && nextTryAt && (
        <>
          {" "}
          Next try: <InstantText at={nextTryAt} say="time" />.
        </>
      )}
      {state === "kept" && "No mail server was set."}
    </span>
  );
}
