import { Switch } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { Keys } from "./Keys.tsx";
import classes from "./ShortcutList.module.css";
import { singleKeysAreOn, switchSingleKeys, useShortcuts } from "./shortcuts.ts";

/** The list behind `?`: every key the screen in front answers to, by group. Loaded when first asked for. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts();
  const [on, setOn] = useState(singleKeysAreOn);
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))];
  return (
    <Dialog opened onClose={onClose} title="Keyboard shortcuts" size="xl">
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={classes.group}>{group}</h3>
            <dl className={classes.list}>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={shortcut.keys} className={classes.row}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      <Keys keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="lg"
        label="Answer to single keys"
        description="Switch off if letters reach the page by themselves, as with speech input. Ctrl and ⌘ keys stay."
        checked={on}
        onChange={(event) => {
          setOn(event.currentTarget.checked);
          switchSingleKeys(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
