import { Button, Checkbox, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { told } from "../../../../platform/browser/api.ts";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Form } from "../../../../ui/Form.tsx";
import { showNotice } from "../../../../ui/notices.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { UiLink, useNavigateTo } from "../../../../ui/UiLink.tsx";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import type { EvidenceAsked } from "../contract.ts";
import { EvidenceCard } from "./EvidenceCard.tsx";
import { isOfSomebody, readEvidence } from "./evidence-address.ts";
import classes from "./Packets.module.css";
import { packets, usePutPacket } from "./use-packets.ts";

/** A question to marketing, with what it rests on. Begun from where the evidence stands. */
export default function AskMarketingScreen() {
  const { searchStr } = useLocation();
  const evidence = readEvidence(searchStr);
  const asked = packets.previewEvidence.queryOptions({
    input: { evidence: evidence ?? [] },
    enabled: evidence !== null,
  });
  return (
    <AudiencePage
      current="/audience/packets"
      back={{ label: "Packets", href: "/audience/packets" }}
      knownBy={asked.queryKey}
      isForm
      title="Send to marketing"
      lead="They answer with accepted, declined or changed, and a day. Until then it stands on their Today, and on yours."
    >
      {evidence === null ? (
        <EmptyState
          line="A packet begins where its evidence stands: a finding, a figure, or a list of deals."
          action={
            <Button component={UiLink} href="/insights">
              Find something to send
            </Button>
          }
        />
      ) : (
        <Question key={searchStr} evidence={evidence} ofSomebody={isOfSomebody(searchStr)} />
      )}
    </AudiencePage>
  );
}

function Question({ evidence, ofSomebody }: { evidence: EvidenceAsked[]; ofSomebody: boolean }) {
  const navigate = useNavigateTo();
  const put = usePutPacket();
  const [id] = useState(() => crypto.randomUUID());
  const [question, setQuestion] = useState("");
  const [withDeals, setWithDeals] = useState(true);
  // Looked at once: what is sent is taken from the reports again in that moment.
  const preview = useQuery(packets.previewEvidence.queryOptions({ input: { evidence } }));
  const isDeals = ({ kind }: EvidenceAsked) => kind.endsWith("-deals");
  const sent = withDeals ? evidence : evidence.filter((each) => !isDeals(each));
  const send = useMutation({
    mutationFn: () => packets.askMarketing.call({ id, question, evidence: sent }),
    onSuccess: (packet) => {
      put(packet);
      showNotice({ message: "Sent to marketing." });
      navigate(`/audience/packets/${id}`);
    },
  });
  if (preview.error) {
    const { title, detail } = told(preview.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void preview.refetch()} />;
  }
  const shown = preview.data?.evidence.filter(({ kind }) => withDeals || kind !== "deals") ?? [];
  return (
    <div className={classes.packet}>
      <Section title="What goes along" lead="Kept in these words and numbers, whatever is found later.">
        {shown.map((each, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stand in the order in which they are sent
          <EvidenceCard key={place} evidence={each} sent={false} />
        ))}
        {ofSomebody && (
          <p className={classes.quiet}>
            One person's or one team's figures are not sent: these are of all deals you see.
          </p>
        )}
        {evidence.some(isDeals) && (
          <Checkbox
            label="With the newest deals by name"
            checked={withDeals}
            onChange={(event) => setWithDeals(event.currentTarget.checked)}
          />
        )}
      </Section>
      <Form
        onSubmit={() => send.mutate()}
        saving={send.isPending}
        problem={send.error ? told(send.error) : undefined}
        saveLabel="Send to marketing"
      >
        <Textarea
          label="Your question"
          description="One that can be answered with yes, no or something else: “Do we still aim at these?”"
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
      </Form>
    </div>
  );
}
