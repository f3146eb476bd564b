import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { Section } from "../../../../ui/Page.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { useNavigateTo } from "../../../../ui/UiLink.tsx";
import type { dealsContract } from "../../../deals/contract.ts";
import type { teamContract } from "../../../team/contract.ts";
import { mayKeepRules } from "../../access.ts";
import type { postMortemsContract } from "../../contract.ts";
import { LeaveOut } from "../../exclusions/screens/LeaveOut.tsx";
import type { PostMortemRow as Row } from "../contract.ts";
import { PostMortemRow } from "./PostMortemRow.tsx";
import classes from "./PostMortems.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const deals = apiOf<typeof dealsContract>("deals");
const team = apiOf<typeof teamContract>("team");

/** The conversation with this deal's customer; or, for whoever leads sellers, the way to ask for one. */
export default function DealPostMortem({ dealId }: { dealId: string }) {
  const deal = useQuery(deals.showDeal.queryOptions({ input: { id: dealId } }));
  const found = useQuery(postMortems.listPostMortems.queryOptions({ input: { dealId, limit: 10 } }));
  const me = useQuery(team.me.queryOptions());
  const keeps = me.data !== undefined && mayKeepRules(me.data.member);
  const excluded = useQuery({ ...postMortems.listLossExclusions.queryOptions(), enabled: keeps });
  if (!deal.data || !found.data || !me.data) return found.error ? <Refusal problem={told(found.error)} /> : null;
  const { rows } = found.data;
  const stands = rows.some(({ isReopened }) => !isReopened);
  const mayAsk = deal.data.status === "lost" && !stands && keeps;
  if (rows.length === 0 && !mayAsk) return null;
  return (
    <Section
      title="Post-mortem"
      lead={
        rows.length === 0 ? "No rule calls this loss major. You can talk with its customer all the same." : undefined
      }
      actions={mayAsk && <AskForOne dealId={dealId} />}
    >
      {rows.length > 0 && (
        <ul className={classes.rows}>
          {rows.map((row) => (
            <PostMortemRow key={row.id} postMortem={row} me={me.data?.member.id} label={labelOf(row)} />
          ))}
        </ul>
      )}
      {mayAsk && rows.length === 0 && (
        <LeaveOut
          dealId={dealId}
          name={deal.data.name}
          leftOutOf={excluded.data?.rows.find((one) => one.deal.id === dealId)?.leftOutOf ?? null}
        />
      )}
    </Section>
  );
}

function labelOf({ state, mayWrite, given }: Row): string {
  if (given.length > 0) return "What they told us";
  if (state === "due" && mayWrite) return "Prepare the talk with them";
  return state === "given-up" ? "No conversation" : "The talk with them";
}

function AskForOne({ dealId }: { dealId: string }) {
  const known = useQueryClient();
  const navigate = useNavigateTo();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const ask = async () => {
    setAsking(true);
    setRefusal(null);
    try {
      const { id } = await postMortems.askPostMortem.call({ dealId, id: crypto.randomUUID() });
      navigate(`/team/post-mortems/${id}`);
      await known.invalidateQueries({ queryKey: postMortems.key() });
    } catch (error) {
      setRefusal(error);
      setAsking(false);
    }
  };
  return (
    <>
      <Button variant="default" loading={asking} onClick={() => void ask()}>
        Talk with them
      </Button>
      {refusal !== null && <Refusal problem={told(refusal)} />}
    </>
  );
}
