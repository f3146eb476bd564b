import { NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { InstantText } from "../../../../ui/DateText.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { showUndo } from "../../../../ui/notices.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import type { AimKind } from "../../aims/contract.ts";
import { audience, sayRefused } from "../../screens/use-audience.ts";
import type { AimOnDeal, DealAudience as Told } from "../contract.ts";
import classes from "./DealAudience.module.css";

/** Which persona a deal is of, which campaign brought it and with what words; and the way to say it oneself. */
export default function DealAudience({ dealId }: { dealId: string }) {
  const asked = useQuery(audience.showDealAudience.queryOptions({ input: { dealId } }));
  if (asked.isPending) {
    return (
      <Section title="Audience">
        <Skeletons shape="text" count={2} />
      </Section>
    );
  }
  if (!asked.data) {
    return (
      <Section title="Audience">
        <ErrorState
          happened="What is known of the audience did not load."
          toDo={told(asked.error).title}
          onRetry={() => void asked.refetch()}
        />
      </Section>
    );
  }
  const { persona, campaign, message, choices } = asked.data;
  const isNamed = choices.persona.length + choices.campaign.length > 0;
  if (!isNamed && !persona.toldBy && !campaign.toldBy && message === null) return null;
  return (
    <Section title="Audience">
      <div className={classes.aims}>
        <OneAim dealId={dealId} kind="persona" label="Persona" told={asked.data} />
        <OneAim dealId={dealId} kind="campaign" label="Campaign" told={asked.data} />
        {message !== null && (
          <p className={classes.message}>
            <span className={classes.quiet}>Message</span> “{message}”
          </p>
        )}
      </div>
    </Section>
  );
}

type Props = { dealId: string; kind: AimKind; label: string; told: Told };
type Said = string | "none" | null;

function OneAim({ dealId, kind, label, told: { choices, maySay, ...shown } }: Props) {
  const known = useQueryClient();
  const now = shown[kind];
  const say = useMutation({
    mutationFn: (said: Said) => audience.sayDealAim.call({ dealId, kind, said }),
    onSuccess: (saved) => known.setQueryData(audience.showDealAudience.queryKey({ input: { dealId } }), saved),
    onError: sayRefused,
  });
  const change = (said: Said) => {
    const before: Said = now.toldBy === "hand" ? (now.aim?.id ?? "none") : null;
    say.mutate(said, { onSuccess: () => showUndo(`The ${label.toLowerCase()} is said.`, () => say.mutate(before)) });
  };
  const some = choices[kind];
  if (some.length === 0 && !now.toldBy) return null;
  // One that was taken out is still what is said of this deal.
  const own = now.aim && !some.some(({ id }) => id === now.aim?.id) ? [now.aim] : [];
  const value = now.aim?.id ?? (now.toldBy === "hand" ? "none" : "");
  return (
    <div>
      {maySay ? (
        <NativeSelect
          label={label}
          size="sm"
          value={value}
          data={[
            ...(value === "" ? [{ value: "", label: "Not known" }] : []),
            ...[...some, ...own].map(({ id, name }) => ({ value: id, label: name })),
            { value: "none", label: "None of them" },
            ...(now.toldBy === "hand" ? [{ value: "as-told", label: "As the CRM or the rules say" }] : []),
          ]}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.value;
            if (chosen !== "") change(chosen === "as-told" ? null : chosen);
          }}
        />
      ) : (
        <p className={classes.message}>
          <span className={classes.quiet}>{label}</span> {now.aim?.name ?? "Not known"}
        </p>
      )}
      <HowKnown told={now} />
    </div>
  );
}

function HowKnown({ told: { toldBy, saidByName, saidAt } }: { told: AimOnDeal }) {
  if (toldBy === null) return null;
  return (
    <p className={classes.how}>
      {toldBy === "column" && "Your CRM says so."}
      {toldBy === "rule" && "By the team's rule."}
      {toldBy === "hand" && (
        <>
          {saidByName ?? "Somebody"} said so
          {saidAt && (
            <>
              {" "}
              <InstantText at={saidAt} />
            </>
          )}
          .
        </>
      )}
    </p>
  );
}
