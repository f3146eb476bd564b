import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Form } from "../../../../ui/Form.tsx";
import { showNotice } from "../../../../ui/notices.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { dayOf, dayWords } from "../../../../ui/words.ts";
import type { FormLanguage, InvitationKind, invitationsContract } from "../contract.ts";
import classes from "./Invitations.module.css";
import { languageWords, remindersWords } from "./invitation-words.ts";

const invitations = apiOf<typeof invitationsContract>("invitations");
type Preview = Awaited<ReturnType<typeof invitations.previewInvitation.call>>;

type Props = {
  postMortemId: string;
  kind: InvitationKind;
  /** The link that was made, where it goes by one. */
  onSent: (url: string | null) => void;
};

const languages = Object.entries(languageWords).map(([value, label]) => ({ value, label }));
const isLanguage = (value: string): value is FormLanguage => Object.hasOwn(languageWords, value);

/** The mail as it will go, to be put into one's own words first. Choosing another person or language proposes it anew. */
export function InvitationForm(props: Props) {
  const { postMortemId, kind } = props;
  const [chosen, setChosen] = useState<{ contactId?: string; language?: FormLanguage }>({});
  const preview = useQuery({
    ...invitations.previewInvitation.queryOptions({ input: { postMortemId, kind, ...chosen } }),
    placeholderData: keepPreviousData,
    // What somebody edits stays as it is while they look elsewhere.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!preview.data) {
    if (!preview.error) return <Skeletons shape="text" />;
    return <ErrorState happened={told(preview.error).title} onRetry={() => void preview.refetch()} />;
  }
  return <Fields {...props} preview={preview.data} onChoose={(next) => setChosen({ ...chosen, ...next })} />;
}

type FieldsProps = Props & {
  preview: Preview;
  onChoose: (next: { contactId?: string; language?: FormLanguage }) => void;
};

function Fields({ postMortemId, kind, preview, onChoose, onSent }: FieldsProps) {
  const reader = useReader();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<{ subject?: string; body?: string }>({});
  const [to, setTo] = useState<{ name?: string; email?: string }>({});
  const subject = typed.subject ?? preview.subject;
  const body = typed.body ?? preview.body;
  const readerName = to.name ?? preview.readerName;
  const email = to.email ?? preview.email ?? "";
  const isEdited = typed.subject !== undefined || typed.body !== undefined;
  const send = useMutation({
    mutationFn: async (way: "mail" | "link") => {
      const { language, contactId } = preview;
      await invitations.sendInvitation.call({
        ...{ postMortemId, id, kind, way, language, subject, body, readerName },
        contactId: to.name === undefined ? contactId : null,
        email: way === "mail" ? email : null,
      });
      return way === "link" ? (await invitations.makeFormLink.call({ postMortemId, id })).url : null;
    },
    onSuccess: (url) => {
      if (url === null)
        showNotice({
          message: preview.sends ? `The mail to ${readerName} is on its way.` : "The mail is kept in the outbox.",
        });
      onSent(url);
    },
  });
  const byLink = kind === "form";
  // Where no mail goes out, the link is the way to the customer.
  const [main, other] = byLink && !preview.sends ? (["link", "mail"] as const) : (["mail", "link"] as const);
  const label = { mail: preview.sends ? "Send it" : "Keep it in the outbox", link: "Make a link" };
  return (
    <Form
      onSubmit={() => send.mutate(main)}
      problem={send.error ? told(send.error) : undefined}
      saving={send.isPending}
      saveLabel={label[main]}
      others={
        byLink && (
          <Button
            variant="default"
            disabled={readerName.trim() === "" || send.isPending}
            onClick={() => send.mutate(other)}
          >
            {label[other]}
          </Button>
        )
      }
    >
      <Notes preview={preview} kind={kind} email={email} />
      {preview.contacts.length > 0 && (
        <NativeSelect
          label="To"
          value={preview.contactId ?? ""}
          data={preview.contacts.map(({ contactId, name, jobTitle }) => ({
            value: contactId,
            label: jobTitle ? `${name}, ${jobTitle}` : name,
          }))}
          onChange={(event) => {
            setTo({});
            onChoose({ contactId: event.currentTarget.value });
          }}
        />
      )}
      <div className={classes.two}>
        {(preview.contacts.length === 0 || to.name !== undefined) && (
          <TextInput
            label="Name"
            name="readerName"
            required
            value={readerName}
            onChange={(event) => setTo({ ...to, name: event.currentTarget.value })}
          />
        )}
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          value={email}
          onChange={(event) => setTo({ ...to, email: event.currentTarget.value })}
        />
        <NativeSelect
          label="Language"
          value={preview.language}
          data={languages}
          onChange={({ currentTarget: { value } }) => isLanguage(value) && onChoose({ language: value })}
        />
      </div>
      <TextInput
        label="Subject"
        name="subject"
        required
        maxLength={200}
        value={subject}
        lang={preview.language}
        onChange={(event) => setTyped({ ...typed, subject: event.currentTarget.value })}
      />
      <Textarea
        label="Mail"
        name="body"
        required
        autosize
        minRows={8}
        maxRows={18}
        maxLength={5000}
        value={body}
        lang={preview.language}
        onChange={(event) => setTyped({ ...typed, body: event.currentTarget.value })}
      />
      {isEdited && (
        <Button className={classes.again} size="compact-sm" variant="subtle" onClick={() => setTyped({})}>
          Take the proposed words again
        </Button>
      )}
      <div className={classes.foot} lang={preview.language}>
        {preview.formLabel && <span className={classes.button}>{preview.formLabel}</span>}
        <p>{preview.because}</p>
        <p>
          <u>{preview.stopLabel}</u>
        </p>
      </div>
      <p className={classes.quiet}>
        {byLink
          ? `The button opens their form until ${dayWords(dayOf(preview.closesAt, reader.timeZone), reader)}. `
          : ""}
        Reminders go on {remindersWords(preview.remindAt, reader)}, unless they answer or want no more.
        {preview.replyTo && ` Their answer comes to ${preview.replyTo}.`}
      </p>
    </Form>
  );
}

/** What stands in the way, before anything is sent. */
function Notes({ preview, kind, email }: { preview: Preview; kind: InvitationKind; email: string }) {
  const { sends, optedOut, isReachable, linksTo, replyTo } = preview;
  const notes = [
    optedOut && email === preview.email && "They asked for no more mails about this, so none is written to them.",
    !sends && "No mail server is set, so the mail is kept in the outbox and does not go out.",
    kind === "form" &&
      !isReachable &&
      `The form's link begins with ${linksTo}, which nobody outside reaches. Start Comeback with PUBLIC_URL.`,
    kind === "conversation" &&
      !replyTo &&
      "You have no e-mail address here, so their answer reaches nobody. An admin adds it.",
  ].filter((note): note is string => typeof note === "string");
  if (notes.length === 0) return null;
  return (
    <div className={classes.notes} role="note">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
