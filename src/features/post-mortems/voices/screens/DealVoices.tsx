import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import type { postMortemsContract } from "../../contract.ts";
import type { DealVoice, Speaker } from "../contract.ts";
import { type Agreement, agreementOn, type NamedBy, reasonsByVoice, speakers } from "../rules.ts";
import classes from "./DealVoices.module.css";
import { ManagerViewForm } from "./ManagerViewForm.tsx";
import { listed, listSpeakers, speakerNames } from "./name-speakers.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

/** Why a deal was lost, as its seller, their manager and the customer say it: side by side, none over another. */
export default function DealVoices({ dealId }: { dealId: string }) {
  const shown = useQuery(postMortems.showVoices.queryOptions({ input: { dealId } }));
  const [gives, setGives] = useState(false);
  if (shown.error && !shown.data) return <Refusal problem={told(shown.error)} />;
  if (!shown.data || shown.data.closedAt === null) return null;
  const { voices, mayGiveView, mine } = shown.data;
  // A debrief alone stands on this page already.
  const heard = speakers.filter((one) => voices.some(({ speaker }) => speaker === one));
  if (heard.length < 2 && !mayGiveView) return null;
  const agreement = agreementOn(voices);
  return (
    <Section
      title="Three voices"
      lead={leadOf(agreement)}
      actions={
        mayGiveView && (
          <Button variant="default" onClick={() => setGives(true)}>
            {mine ? "Change how you see it" : "Say how you see it"}
          </Button>
        )
      }
    >
      {voices.length > 0 && <SideBySide voices={voices} />}
      <Dialog opened={gives} onClose={() => setGives(false)} title="How you see this loss" size="lg">
        <ManagerViewForm dealId={dealId} mine={mine} onDone={() => setGives(false)} />
      </Dialog>
    </Section>
  );
}

const quoted = (names: readonly string[]) => listed(names.map((name) => `“${name}”`));

function leadOf(agreement: Agreement): string {
  switch (agreement.kind) {
    case "same":
      return `${listSpeakers(agreement.spoke, true)} name ${quoted(agreement.reasons)}.`;
    case "partly": {
      const shared = agreement.pairs.map(({ by, reasons }) => `${listSpeakers(by)} name ${quoted(reasons)}`).join("; ");
      return `All three agree on none. ${shared.charAt(0).toUpperCase()}${shared.slice(1)}.`;
    }
    case "different":
      return `${listSpeakers(agreement.spoke, true)} have no reason in common. Worth a talk.`;
    case "alone":
      return agreement.spoke.length === 0
        ? "Seller, manager and customer each say why, in the same catalogue. Nobody has yet."
        : `Only the ${listSpeakers(agreement.spoke)} has named a reason so far.`;
  }
}

function SideBySide({ voices }: { voices: readonly DealVoice[] }) {
  const rows = reasonsByVoice(voices);
  const besides = speakers.filter((one) => voices.some(({ speaker, note }) => speaker === one && note !== ""));
  return (
    <div className={classes.frame}>
      <table className={classes.voices}>
        <caption className="only-for-screen-readers">Who names which reason</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.reasonHead}>
              <span className="only-for-screen-readers">Reason</span>
            </th>
            {speakers.map((speaker) => (
              <th key={speaker} scope="col">
                <span className={classes.speaker}>{speakerNames[speaker]}</span>
                <Sources voices={voices.filter((voice) => voice.speaker === speaker)} speaker={speaker} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ReasonRow key={row.reasonId} row={row} />
          ))}
          {besides.length > 0 && (
            <tr className={classes.besides}>
              <th scope="row">{rows.length > 0 ? "And besides" : "In their words"}</th>
              {speakers.map((one) => (
                <td key={one} data-speaker={speakerNames[one]} data-empty={!besides.includes(one) || undefined}>
                  {voices
                    .filter(({ speaker, note }) => speaker === one && note !== "")
                    .map(({ id, note }) => (
                      <p key={id} className={classes.words}>
                        {note}
                      </p>
                    ))}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function ReasonRow({ row: { name, by } }: { row: NamedBy }) {
  return (
    <tr data-shared={by.length > 1 || undefined}>
      <th scope="row">{name}</th>
      {speakers.map((one) => {
        const said = by.find(({ speaker }) => speaker === one);
        return (
          <td key={one} data-speaker={speakerNames[one]} data-empty={!said || undefined}>
            {said ? (
              <>
                <svg className={classes.named} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                  <circle cx="6" cy="6" r="5" />
                </svg>
                <span className="only-for-screen-readers">names it</span>
                {said.notes.map((note) => (
                  <p key={note} className={classes.words}>
                    {note}
                  </p>
                ))}
              </>
            ) : (
              <span className="only-for-screen-readers">does not name it</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

const viaWords: Record<DealVoice["via"], string> = {
  debrief: "debrief",
  view: "own view",
  conversation: "conversation",
  form: "form",
};

const silent: Record<Speaker, string> = {
  seller: "No debrief to read",
  manager: "Has not said yet",
  customer: "Has not answered",
};

/** Who said it, how and when; or that nobody did. */
function Sources({ voices, speaker }: { voices: readonly DealVoice[]; speaker: Speaker }) {
  if (voices.length === 0) return <span className={classes.source}>{silent[speaker]}</span>;
  return voices.map(({ id, who, via, saidAt }) => (
    <span key={id} className={classes.source}>
      {who ? `${who}, ` : ""}
      {viaWords[via]} <InstantText at={saidAt} say="day" />
    </span>
  ));
}
