import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { dealsContract } from "../../deals/contract.ts";
import type { teamContract } from "../../team/contract.ts";
import type { checkUpsContract } from "../contract.ts";
import { CheckUpDialog, type Doing } from "./CheckUpDialog.tsx";
import classes from "./CheckUps.module.css";
import { basisWords, howItWent } from "./in-words.ts";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const deals = apiOf<typeof dealsContract>("deals");
const team = apiOf<typeof teamContract>("team");

/** When this lost customer is called again, and the calls that were made. */
export default function DealCheckUp({ dealId }: { dealId: string }) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const [doing, setDoing] = useState<Doing | null>(null);
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const waiting = useQuery(checkUps.listCheckUps.queryOptions({ input: { dealId, done: false, limit: 1 } }));
  const made = useQuery(checkUps.listCheckUps.queryOptions({ input: { dealId, done: true, limit: 20 } }));
  const me = useQuery(team.me.queryOptions());
  const lost = deal.data?.status === "lost";
  const checkUp = waiting.data?.rows[0];
  const proposed = useQuery(
    checkUps.proposeCheckUp.queryOptions({ input: { dealId }, enabled: lost && waiting.isSuccess && !checkUp }),
  );

  if (!deal.data || !waiting.data || !made.data) {
    const failed = waiting.error ?? made.error;
    return failed ? <Refusal problem={told(failed)} /> : null;
  }
  if (!checkUp && made.data.rows.length === 0 && !(lost && deal.data.mayChange && deal.data.laterDeals.length === 0))
    return null;

  const isBack = deal.data.laterDeals.length > 0;
  const isOthers = checkUp?.ownerName && checkUp.ownerId !== me.data?.member.id;
  const set = async (dueOn: string) => {
    try {
      const saved = await checkUps.saveCheckUp.call({ id: crypto.randomUUID(), dealId, dueOn, note: "" });
      known.setQueryData(checkUps.listCheckUps.queryKey({ input: { dealId, done: false, limit: 1 } }), {
        rows: [saved],
        next: null,
      });
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
    }
    await known.invalidateQueries();
  };
  const comeBack = async () => {
    try {
      const begun = await checkUps.startWinBack.call({ dealId, note: "" });
      showNotice({ message: `${begun.name} stands in your pipeline.` });
      navigate(`/deals/${begun.id}`);
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
    }
    await known.invalidateQueries();
  };
  return (
    <Section title="Check-up">
      {checkUp && (
        <div className={classes.call}>
          <p>
            {isOthers ? `${checkUp.ownerName} calls` : "You call"} them on <DayText on={checkUp.dueOn} />,{" "}
            {basisWords[checkUp.basis]}.
          </p>
          {checkUp.note && <p className={classes.note}>{checkUp.note}</p>}
          <span className={classes.buttons}>
            <Button component={UiLink} href={`/check-ups/${checkUp.id}`} variant="default" size="compact-sm">
              Brief for the call
            </Button>
            {deal.data.mayChange && (
              <>
                <Button variant="default" size="compact-sm" onClick={() => setDoing({ checkUp, what: "finish" })}>
                  How it went
                </Button>
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  onClick={() => setDoing({ checkUp, what: "move" })}
                >
                  Move
                </Button>
              </>
            )}
          </span>
        </div>
      )}
      {!checkUp && lost && !isBack && deal.data.mayChange && proposed.data && (
        <div className={classes.call}>
          <p className={classes.because}>{proposed.data.because}</p>
          <Button variant="default" size="compact-sm" onClick={() => void set(proposed.data.dueOn)}>
            Call them on&nbsp;
            <DayText on={proposed.data.dueOn} />
          </Button>
        </div>
      )}
      {lost && deal.data.mayChange && !isBack && (
        <p className={classes.because}>
          They came back by themselves?{" "}
          <button type="button" className={classes.asLink} onClick={() => void comeBack()}>
            Begin a new deal
          </button>{" "}
          with the same people. This loss stays what it was.
        </p>
      )}
      {made.data.rows.length > 0 && (
        <ul className={classes.rows}>
          {made.data.rows.map((call) => (
            <li key={call.id} className={classes.about}>
              <UiLink href={`/check-ups/${call.id}`}>
                {call.doneAt && <InstantText at={call.doneAt} say="day" />}: {howItWent(call)}
              </UiLink>
              {call.note && `. ${call.note}`}
            </li>
          ))}
        </ul>
      )}
      {doing && <CheckUpDialog {...doing} onClose={() => setDoing(null)} />}
    </Section>
  );
}
