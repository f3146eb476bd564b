import { Button } from "@mantine/core";
import { told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { numberWords } from "../../../../ui/words.ts";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import type { IdealCustomerShown, Scorecard } from "../contract.ts";
import { FitBands } from "./FitBands.tsx";
import { FitList } from "./FitList.tsx";
import classes from "./IdealCustomer.module.css";
import { LeftOutColumns } from "./LeftOutColumns.tsx";
import { ScorecardTable } from "./ScorecardTable.tsx";
import { headCard, neverBuysWords, qualityWords, whyNone } from "./tell-card.ts";
import { useIdealCustomer, useWording } from "./use-ideal-customer.ts";

const line = "A short scorecard of who buys from us, learnt from won and lost deals, with what it rests on.";

/** Who buys from us, told by what is known when a deal begins; how far that can be relied on; and which open deals fit. */
export default function IdealCustomerScreen() {
  const wording = useWording();
  const { asked, shown, underWay, learn } = useIdealCustomer();
  const { data } = shown;
  const result = data?.result ?? null;
  const failure = shown.error && !data ? told(shown.error) : undefined;
  return (
    <AudiencePage
      current="/audience/ideal-customer"
      knownBy={asked.queryKey}
      title={headCard(result, wording)}
      lead="Learnt from what is known of a deal when it begins, never from what is final only after its close."
    >
      {failure && <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void shown.refetch()} />}
      {data && result === null && (
        <EmptyState
          line={underWay ? `${line} It is being learnt; that takes a moment.` : line}
          action={!underWay && <Button onClick={learn}>Learn it now</Button>}
        />
      )}
      {result?.kind === "card" && <Card card={result} />}
      {result && result.kind !== "card" && <p className={classes.plain}>{whyNone(result, wording.reader)}</p>}
      {result && <LeftOutColumns columns={result.leftOut} />}
      {data?.madeAt && <Foot shown={data} underWay={underWay} onLearn={learn} />}
    </AudiencePage>
  );
}

function Card({ card }: { card: Scorecard }) {
  const { reader } = useWording();
  return (
    <>
      <Section
        title="The scorecard"
        lead="A deal gets the points of every row that applies to it. One point is worth about five in a hundred where things stand even."
      >
        <ScorecardTable rows={card.rows} />
        <p className={classes.note}>
          We looked at {numberWords(card.looked, reader)} things and at how {numberWords(card.won + card.lost, reader)}{" "}
          deals ended. What is shown holds even after so many looks. Each row says something that those above it do not,
          and what goes with winning here, not what brings it about.
        </p>
      </Section>
      <Section title="How far it can be relied on" lead={qualityWords(card.quality)}>
        <FitBands card={card} />
      </Section>
      <Section title="Never going to buy" lead={neverBuysWords(card.neverBuys, reader)}>
        {card.neverBuys.named && <FitList neverBuys />}
      </Section>
      <Section title="Open deals by fit">
        <FitList />
      </Section>
    </>
  );
}

type FootProps = { shown: IdealCustomerShown; underWay: boolean; onLearn: () => void };

/** How old it is, and whether a newer one is on its way; at the foot, where nothing that is read moves by it. */
function Foot({ shown: { madeAt, state, methodVersion }, underWay, onLearn }: FootProps) {
  return (
    <p className={classes.age}>
      <span>
        {madeAt && (
          <>
            Learnt <InstantText at={madeAt} say="time" /> from all that was known by then, by method {methodVersion}.
            Anew a few times a day when deals have changed.{" "}
          </>
        )}
        {underWay && "A newer one is being learnt."}
        {state === "failed" && "A newer one could not be learnt: something went wrong on our side, and it was logged."}
      </span>
      {!underWay && (
        <Button className="not-in-print" variant="subtle" size="compact-sm" onClick={onLearn}>
          Learn it again
        </Button>
      )}
    </p>
  );
}
