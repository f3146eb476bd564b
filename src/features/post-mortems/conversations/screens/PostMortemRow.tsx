import { InstantText } from "../../../../ui/DateText.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { type Reader, todayOf } from "../../../../ui/words.ts";
import type { PostMortemRow as Row } from "../contract.ts";
import { sinceLossWords, timeWords, winAgainWords } from "./conversation-words.ts";
import classes from "./PostMortems.module.css";

type Props = {
  postMortem: Row;
  me: string | undefined;
  /** What its link says, where everybody knows whose it is. */
  label?: string | undefined;
};

/** One customer: when, who, what was lost, and what there is to do or to read. */
export function PostMortemRow({ postMortem, me, label }: Props) {
  const reader = useReader();
  const { id, dealName, accountName, amount, competitor, state, leftOutOf } = postMortem;
  const about = [competitor && `lost to ${competitor}`, ...whoWords(postMortem, me)].filter(Boolean);
  return (
    <li className={classes.row}>
      <span className={classes.day}>
        <Day postMortem={postMortem} reader={reader} />
      </span>
      <div className={classes.what}>
        <UiLink className={classes.name} href={`/team/post-mortems/${id}`} data-row-focus="">
          {label ?? accountName ?? dealName}
        </UiLink>
        <span className={classes.about}>
          {amount && (
            <>
              <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />
              {about.length > 0 && " · "}
            </>
          )}
          {about.join(" · ")}
        </span>
        {state === "given-up" && <span className={classes.about}>{postMortem.givenUpWhy}</span>}
        {leftOutOf === "analysis" && <span className={classes.about}>Left out of what is told about losses</span>}
        {leftOutOf === "invitations" && <span className={classes.about}>Invited to nothing</span>}
      </div>
      {state === "held" && <Chance postMortem={postMortem} />}
    </li>
  );
}

function Day({ postMortem, reader }: { postMortem: Row; reader: Reader }) {
  const { state, plannedFor, heldAt } = postMortem;
  if (state === "held" && heldAt) return <InstantText at={heldAt} say="when" />;
  if (state === "planned" && plannedFor) {
    return (
      <span data-late={plannedFor.slice(0, 10) < todayOf(reader) || undefined}>
        <InstantText at={plannedFor} say="when" />, {timeWords(plannedFor, reader)}
      </span>
    );
  }
  return state === "given-up" ? <InstantText at={postMortem.closedAt} say="day" /> : sinceLossWords(postMortem, reader);
}

/** Who sold it and who talks with them, and why it is here. */
function whoWords(postMortem: Row, me: string | undefined): (string | null)[] {
  const { state, ownerId, ownerName, leadId, leadName, ruleName, askedByName, given } = postMortem;
  const seller = ownerName && ownerId !== me ? `sold by ${ownerName}` : null;
  if (state === "held") return [seller, given.some(({ source }) => source === "form") ? "by form" : null];
  const lead = leadName === null ? "nobody leads it yet" : leadId === me ? "you lead it" : `led by ${leadName}`;
  const why = ruleName ?? (askedByName && `asked for by ${askedByName}`);
  return [seller, state === "given-up" ? null : lead, why];
}

/** Whether they see a chance for us: the form's word before ours, where both asked. */
function Chance({ postMortem: { given } }: { postMortem: Row }) {
  const said =
    given.find(({ source, winAgain }) => source === "form" && winAgain) ?? given.find(({ winAgain }) => winAgain);
  if (!said?.winAgain) return null;
  return (
    <span className={classes.chance} data-chance={said.winAgain}>
      {winAgainWords[said.winAgain]}
    </span>
  );
}
