import { MultiSelect, NumberInput, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { addDays, addMonths } from "../../../platform/dates.ts";
import { DayInput } from "../../../ui/DayInput.tsx";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { Me, teamContract } from "../../team/contract.ts";
import { periodWords } from "./quota-words.ts";
import { recovery } from "./use-block.ts";

const team = apiOf<typeof teamContract>("team");

type Period = { beginsOn: string; endsOn: string };

/** This and the next month, quarter and year. */
function periodsFrom(today: string): Period[] {
  const month = `${today.slice(0, 7)}-01`;
  const quarter = addMonths(`${today.slice(0, 4)}-01-01`, Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3);
  const year = `${today.slice(0, 4)}-01-01`;
  const lasting = (beginsOn: string, months: number) => ({
    beginsOn,
    endsOn: addDays(addMonths(beginsOn, months), -1),
  });
  return [
    lasting(quarter, 3),
    lasting(addMonths(quarter, 3), 3),
    lasting(month, 1),
    lasting(addMonths(month, 1), 1),
    lasting(year, 12),
    lasting(addMonths(year, 12), 12),
  ];
}

const otherDays = "other";

/** Who, in which period, how much; the same for several people in one go. */
export function QuotaForm({ me: { member, workspace }, onDone }: { me: Me; onDone: () => void }) {
  const reader = useReader();
  const leads = member.isOwner || member.role === "admin" || member.role === "manager";
  const members = useQuery(team.listMembers.queryOptions({ input: { limit: 200 }, enabled: leads }));
  const sellers = (members.data?.rows ?? []).filter(
    ({ role, deactivatedAt }) => deactivatedAt === null && (role === "rep" || role === "manager"),
  );
  const below = sellers.filter(({ id, managerId }) => id === member.id || managerId === member.id);
  const people = member.role === "manager" && !member.isOwner && below.length > 1 ? below : sellers;
  const periods = periodsFrom(todayOf(reader));
  const [who, setWho] = useState<string[]>(leads ? [] : [member.id]);
  const [chosen, setChosen] = useState("0");
  const [beginsOn, setBeginsOn] = useState<string | null>(null);
  const [endsOn, setEndsOn] = useState<string | null>(null);
  const [amount, setAmount] = useState<number | null>(null);
  const period = chosen === otherDays ? { beginsOn, endsOn } : periods[Number(chosen)];
  const digits = new Intl.NumberFormat("en", { style: "currency", currency: workspace.currency }).resolvedOptions();
  const amountCents = amount === null ? 0 : Math.round(amount * 10 ** (digits.maximumFractionDigits ?? 2));

  const { save, saving, problem } = useSave({
    write: async (quota: Period & { people: string[]; amountCents: number }) => {
      const { people: whose, ...rest } = quota;
      // One after the other: of the first that is refused the form tells.
      for (const memberId of whose) await recovery.saveQuota.call({ memberId, ...rest, currency: workspace.currency });
    },
    said: (_, { people: whose }) =>
      whose.length === 1 ? "The quota is set." : `The quota is set for ${whose.length} people.`,
    done: onDone,
  });
  const submit = () => {
    if (!period?.beginsOn || !period.endsOn || amountCents < 1 || who.length === 0) return;
    save({ people: who, beginsOn: period.beginsOn, endsOn: period.endsOn, amountCents });
  };
  return (
    <Form onSubmit={submit} problem={problem} saving={saving} saveLabel="Set the quota">
      {leads && (
        <MultiSelect
          label="For whom"
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={who}
          onChange={setWho}
          searchable
          required
          withAsterisk={false}
          {...(who.length === 0 ? { placeholder: "One or several people" } : {})}
        />
      )}
      <Select
        label="Period"
        value={chosen}
        allowDeselect={false}
        onChange={(value) => setChosen(value ?? "0")}
        data={[
          ...periods.map((each, place) => ({ value: String(place), label: periodWords(each, reader) })),
          { value: otherDays, label: "Other days" },
        ]}
      />
      {chosen === otherDays && (
        <FieldPair>
          <DayInput label="First day" value={beginsOn} onChange={setBeginsOn} required />
          <DayInput
            label="Last day"
            value={endsOn}
            onChange={setEndsOn}
            required
            {...(beginsOn ? { min: beginsOn } : {})}
          />
        </FieldPair>
      )}
      <NumberInput
        label="To be won"
        value={amount ?? ""}
        onChange={(value) => setAmount(typeof value === "number" ? value : null)}
        min={1}
        thousandSeparator=" "
        allowNegative={false}
        suffix={` ${workspace.currency}`}
        required
        withAsterisk={false}
      />
    </Form>
  );
}
