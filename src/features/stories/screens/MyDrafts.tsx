import { Section } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import classes from "./Stories.module.css";

type Props = { drafts: readonly { id: string; title: string; told: boolean }[] };

/** What I am still writing; nobody else knows of it. */
export function MyDrafts({ drafts }: Props) {
  if (drafts.length === 0) return null;
  return (
    <Section title="Still being written" lead="Only you see these.">
      <ul className={classes.drafts}>
        {drafts.map(({ id, title, told }) => (
          <li key={id}>
            <UiLink href={`/comeback/stories/write?story=${id}`}>{title || "Without a title yet"}</UiLink>
            {told && <span className={classes.quiet}>a change to a story you told</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
