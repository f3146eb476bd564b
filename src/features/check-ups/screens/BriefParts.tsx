import type { ReactNode } from "react";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { CallBrief, News, Voice } from "../brief/contract.ts";
import type { CheckUpShape } from "../contract.ts";
import classes from "./Brief.module.css";
import { howItWent } from "./in-words.ts";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const offerWords = { price: "Price", product: "Product", terms: "Terms", other: "Offer" } as const;

function newsKind({ what }: News): string {
  if (what.kind === "offer") return offerWords[what.offerKind];
  if (what.kind === "practice") return "We do now";
  return what.status === "resolved" ? "We can now" : "Planned";
}

function keyOf({ what }: News): string {
  if (what.kind === "limit") return what.limitId;
  return what.kind === "offer" ? what.offerChangeId : what.practiceId;
}

/** What is otherwise since they said no; what answers their reasons first. */
export function BriefNews({ news }: { news: News[] }) {
  return (
    <Part title="What changed since">
      {news.length === 0 && (
        <p className={classes.quiet}>
          Nothing is noted since then. <UiLink href="/check-ups/changes">What we offer otherwise</UiLink> is kept by
          marketing and managers.
        </p>
      )}
      <ul className={classes.list}>
        {news.map((one) => (
          <li key={keyOf(one)} className={classes.news}>
            <span className={classes.kind} data-answers={one.answers.length > 0 || one.named || undefined}>
              {newsKind(one)}
            </span>
            <div>
              <span className={classes.newsTitle}>{one.title}</span>
              {one.note && <span className={classes.detail}>{one.note}</span>}
              <span className={classes.detail}>
                {one.on && (
                  <>
                    {one.what.kind === "limit" && one.what.status === "planned" ? "for " : "since "}
                    <DayText on={one.on} />
                  </>
                )}
                {one.named &&
                  `${one.on ? " · " : ""}${one.what.kind === "practice" ? "they recommended it" : "they asked for it"}`}
                {!one.named && one.answers.length > 0 && ` · answers “${one.answers.join("”, “")}”`}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const whoseWords: Record<Voice["whose"], string> = {
  rep: "Who sold it",
  manager: "The manager",
  buyer: "The customer",
  crm: "The CRM",
};

/** Each voice by itself: none overwrites another. */
export function BriefVoices({ brief: { voices, checkUp, mayChange } }: { brief: CallBrief }) {
  const debriefed = voices.some(({ whose }) => whose === "rep" || whose === "manager");
  return (
    <Part title="Why they said no">
      <ul className={classes.list}>
        {voices.map((voice) => (
          <li key={`${voice.whose} ${voice.at} ${voice.who}`} className={classes.voice}>
            <span className={classes.who}>
              {voice.who ? `${voice.who}, ${whoseWords[voice.whose].toLowerCase()}` : whoseWords[voice.whose]}
              {voice.at && (
                <>
                  {" · "}
                  <InstantText at={voice.at} say="day" />
                </>
              )}
            </span>
            {voice.reasons.map(({ name, note }) => (
              <span key={name} className={classes.reason}>
                <strong>{name}</strong>
                {note && ` ${note}`}
              </span>
            ))}
            {voice.words.map((words) => (
              <p key={words} className={classes.words}>
                {words}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {!debriefed && (
        <p className={classes.quiet}>
          Nobody has debriefed this loss.{" "}
          {mayChange && (
            <UiLink className="not-in-print" href={`/deals/${checkUp.dealId}/debrief`}>
              Two minutes before the call
            </UiLink>
          )}
        </p>
      )}
    </Part>
  );
}

export function BriefAsked({ brief: { requests, neverAsked } }: { brief: CallBrief }) {
  if (requests.length === 0 && neverAsked.length === 0) return null;
  return (
    <Part title="What they asked for">
      <ul className={classes.list}>
        {requests.map(({ from, about, words, saidBy, on }) => (
          <li key={`${from} ${about} ${words}`} className={classes.asked}>
            <span className={classes.newsTitle}>{words || about}</span>
            <span className={classes.detail}>
              {[words ? about : null, saidBy].filter(Boolean).join(" · ")}
              {on && (
                <>
                  {" · "}
                  <DayText on={on} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {neverAsked.length > 0 && (
        <>
          <h3 className={classes.small}>Never asked</h3>
          <ul className={classes.questions}>
            {neverAsked.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

const roleWords: Record<CallBrief["people"][number]["role"], string> = {
  "decision-maker": "Decides",
  champion: "Champion",
  influencer: "Influences",
  "information-gatherer": "Gathers information",
  blocker: "Was against it",
  unknown: "Role unknown",
};

export function BriefPeople({ brief: { people, checkUp } }: { brief: CallBrief }) {
  return (
    <Part title="Whom to call">
      {people.length === 0 && (
        <p className={classes.quiet}>
          No person is known. <UiLink href={`/deals/${checkUp.dealId}`}>Add one to the deal</UiLink>
        </p>
      )}
      <ul className={classes.list}>
        {people.map(({ contactId, name, jobTitle, role, phone, email }) => (
          <li key={contactId} className={classes.person}>
            <span className={classes.newsTitle}>{name}</span>
            <span className={classes.detail}>{[roleWords[role], jobTitle].filter(Boolean).join(" · ")}</span>
            {phone && <a href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`}>{phone}</a>}
            {!phone && email && <a href={`mailto:${email}`}>{email}</a>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

const lossWords = {
  competitor: "They chose a competitor",
  "no-decision": "They held off",
  disqualified: "We let it go",
  unknown: null,
} as const;

export function BriefTerms({ brief: { terms } }: { brief: CallBrief }) {
  const { closedOn, lossKind, amount, offeredTermMonths, pitchedOn, competitor } = terms;
  const kind = lossKind && lossWords[lossKind];
  const facts = [
    { name: "Amount", value: amount && <MoneyText minorUnits={amount.amountCents} currency={amount.currency} /> },
    {
      name: "Offered term",
      value: offeredTermMonths && `${offeredTermMonths} ${offeredTermMonths === 1 ? "month" : "months"}`,
    },
    { name: "Presented", value: pitchedOn && <DayText on={pitchedOn} /> },
    { name: "Lost", value: closedOn && <DayText on={closedOn} /> },
    { name: "How", value: kind },
    { name: "They chose", value: competitor },
  ];
  return (
    <Part title="What we offered then">
      <Facts facts={facts} />
    </Part>
  );
}

export function BriefEarlierCalls({ calls }: { calls: CheckUpShape[] }) {
  if (calls.length === 0) return null;
  return (
    <Part title="Earlier calls">
      <ul className={classes.list}>
        {calls.map((call) => (
          <li key={call.id} className={classes.person}>
            <span>
              {call.doneAt && <InstantText at={call.doneAt} say="day" />}: {howItWent(call)}
            </span>
            {call.note && <span className={classes.detail}>{call.note}</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}
