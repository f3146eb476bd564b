import { Button } from "@mantine/core";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { CheckUpShape } from "../contract.ts";
import type { Doing } from "./CheckUpDialog.tsx";
import classes from "./CheckUps.module.css";
import { basisWords, howItWent } from "./in-words.ts";

type Props = {
  checkUp: CheckUpShape;
  me: string | undefined;
  /** False for somebody who reads deals only. */
  mayCall: boolean;
  onDo: (doing: Doing) => void;
};

export function CheckUpRow({ checkUp, me, mayCall, onDo }: Props) {
  const today = todayOf(useReader());
  const { id, dealName, accountName, amount, dueOn, basis, note, doneAt } = checkUp;
  const late = doneAt === null && dueOn < today;
  const name = accountName ?? dealName;
  return (
    <li className={classes.row}>
      <span className={classes.due} data-late={late || undefined}>
        {doneAt ? <InstantText at={doneAt} say="when" /> : <DayText on={dueOn} say="when" />}
      </span>
      <div className={classes.what}>
        <UiLink className={classes.name} href={`/check-ups/${id}`} data-row-focus="">
          {dealName}
        </UiLink>
        <span className={classes.about}>
          {amount && (
            <>
              <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />
              {" · "}
            </>
          )}
          {howItWent(checkUp) ?? basisWords[basis]}
          {checkUp.ownerName && checkUp.ownerId !== me && ` · ${checkUp.ownerName}`}
        </span>
        {note && <span className={classes.note}>{note}</span>}
        {checkUp.reopenedAs && (
          <UiLink className={classes.newDeal} href={`/deals/${checkUp.reopenedAs.dealId}`}>
            <StatusMark status={checkUp.reopenedAs.status} bare /> {checkUp.reopenedAs.name}
          </UiLink>
        )}
      </div>
      {doneAt === null && mayCall && (
        <span className={classes.buttons}>
          <Button variant="default" size="compact-sm" onClick={() => onDo({ checkUp, what: "finish" })}>
            How it went<span className="only-for-screen-readers">: {name}</span>
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onDo({ checkUp, what: "move" })}>
            Move<span className="only-for-screen-readers">: {name}</span>
          </Button>
        </span>
      )}
    </li>
  );
}
