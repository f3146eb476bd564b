import { Checkbox, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import type { Preferences, remindersContract } from "../contract.ts";
import classes from "./MailPreferences.module.css";

const reminders = apiOf<typeof remindersContract>("reminders");

/** What I am written about, and when. */
export default function MailPreferences() {
  const preferences = useQuery(reminders.showPreferences.queryOptions());
  return (
    <Section
      title="Reminders and digest"
      lead="Mail only when there is something to do. Every mail has a link that ends such mails."
    >
      {preferences.data ? (
        <PreferencesForm key={JSON.stringify(preferences.data)} saved={preferences.data} />
      ) : preferences.error ? (
        <ErrorState
          happened="Your choices did not load."
          means={told(preferences.error).title}
          toDo="They stay as they were."
          onRetry={() => void preferences.refetch()}
        />
      ) : (
        <Skeletons shape="text" />
      )}
    </Section>
  );
}

type Wish = Pick<Preferences, "digest" | "weekday" | "hour" | "reminders" | "timeZone">;

const rhythms = [
  { value: "weekly", label: "Once a week", description: "On the day you choose, or the next working day" },
  { value: "daily", label: "Each working day", description: "For those who begin their day with mail" },
  { value: "off", label: "Never", description: "Today shows the same" },
] as const;

function PreferencesForm({ saved }: { saved: Preferences }) {
  const start: Wish = {
    ...{ digest: saved.digest, weekday: saved.weekday, hour: saved.hour },
    ...{ reminders: saved.reminders, timeZone: saved.timeZone },
  };
  const [form, setForm] = useState(start);
  const set = (part: Partial<Wish>) => setForm((before) => ({ ...before, ...part }));
  const { save, saving, problem } = useSave({
    write: (values: Wish) => reminders.savePreferences.call(values),
    before: start,
    said: () => "Your choices are saved.",
  });
  const { locale } = useReader();
  const zones = useId();
  return (
    <Form onSubmit={() => save(form)} problem={problem} saving={saving}>
      <p className={classes.where}>
        {saved.address ? (
          <>
            Mail goes to <strong>{saved.address}</strong>.
          </>
        ) : (
          "You have no e-mail address here, so nothing is sent. An admin can add it under People."
        )}
      </p>
      <Checkbox
        label="Remind me"
        description="Of calls to lost customers on their day, of filling blocks a quarter of an hour before, and of the end of a breather"
        checked={form.reminders}
        onChange={(event) => set({ reminders: event.currentTarget.checked })}
      />
      <Radio.Group
        label="Digest"
        description="Losses that wait, calls and repairs that are due, and what you promised yourself: your own deals only"
        value={form.digest}
        onChange={(value) => set({ digest: rhythms.find((each) => each.value === value)?.value ?? "weekly" })}
      >
        <Stack gap="xs" mt="xs">
          {rhythms.map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <FieldPair>
        <NativeSelect
          label="Day of a weekly digest"
          disabled={form.digest !== "weekly"}
          value={String(form.weekday)}
          onChange={(event) => set({ weekday: Number(event.currentTarget.value) })}
          data={weekdayNames(locale)}
        />
        <NativeSelect
          label="Hour"
          disabled={form.digest === "off" && !form.reminders}
          value={String(form.hour)}
          onChange={(event) => set({ hour: Number(event.currentTarget.value) })}
          data={hourNames(locale)}
        />
      </FieldPair>
      <TextInput
        label="Your time zone"
        name="timeZone"
        description={`Leave it empty for the team's: ${saved.workspaceTimeZone}`}
        placeholder={saved.workspaceTimeZone}
        list={zones}
        value={form.timeZone ?? ""}
        onChange={(event) => set({ timeZone: event.currentTarget.value.trim() || null })}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {saved.nextDigestAt && (
        <p className={classes.where}>
          The next digest comes <InstantText at={saved.nextDigestAt} say="time" />, if there is something to act on.
        </p>
      )}
    </Form>
  );
}

/** The 1st of January 2024 was a Monday. */
function weekdayNames(locale: string) {
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: name.format(Date.UTC(2024, 0, day)) }));
}

function hourNames(locale: string) {
  const name = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  return Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: name.format(Date.UTC(2024, 0, 1, hour)),
  }));
}
