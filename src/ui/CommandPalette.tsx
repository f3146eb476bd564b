import { Modal } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { SearchIcon } from "@lucide/icons";
import { useEffect, useState } from "react";
import classes from "./CommandPalette.module.css";
import { Icon } from "./Icon.tsx";
import { Keys } from "./Keys.tsx";
import type { PaletteAction, PaletteSearch, Place } from "./places.ts";
import { MOTION_MS } from "./theme.ts";
import { useNavigateTo } from "./UiLink.tsx";

type Props = {
  opened: boolean;
  onClose: () => void;
  places: readonly Place[];
  /** Undefined while they are on their way. */
  actions: readonly PaletteAction[] | undefined;
  search: PaletteSearch | undefined;
};

const PAUSE_MS = 120;
const [store, palette] = createSpotlight();

/** Every word typed must begin a word of the action; actions whose label begins with it come first. */
function matching(actions: readonly PaletteAction[], query: string): PaletteAction[] {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (text: string, word: string) => text.split(/[\s-]+/).some((part) => part.startsWith(word));
  return actions
    .filter((action) => {
      const text = [action.label, action.group, ...(action.keywords ?? [])].join(" ").toLowerCase();
      return typed.every((word) => begins(text, word));
    })
    .sort((a, b) => Number(startsWith(b, query)) - Number(startsWith(a, query)));
}

function startsWith(action: PaletteAction, query: string): boolean {
  return action.label.toLowerCase().startsWith(query.toLowerCase());
}

type Found =
  | { state: "idle" | "searching" | "failed"; actions: readonly PaletteAction[] }
  | { state: "found"; actions: readonly PaletteAction[] };

/** What the server finds for the query, a moment after typing stops; the last answer stays up until the next one. */
function useFound(query: string, search: PaletteSearch | undefined): Found {
  const [found, setFound] = useState<Found>({ state: "idle", actions: [] });
  useEffect(() => {
    const wanted = query.trim();
    if (!search || wanted === "") {
      setFound({ state: "idle", actions: [] });
      return;
    }
    const stop = new AbortController();
    setFound((before) => ({ state: "searching", actions: before.actions }));
    const timer = window.setTimeout(() => {
      search(wanted, stop.signal).then(
        (actions) => !stop.signal.aborted && setFound({ state: "found", actions }),
        () => !stop.signal.aborted && setFound({ state: "failed", actions: [] }),
      );
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [query, search]);
  return found;
}

function nothingWords(state: Found["state"]): string {
  if (state === "searching") return "Looking…";
  if (state === "failed") return "The search did not answer. Places and actions still work.";
  return "Nothing by that name. Try part of an account or a deal.";
}

/** The palette behind Ctrl/⌘ K: every place, action and deal by name. Loaded when first opened; AppShell holds it. */
export default function CommandPalette({ opened, onClose, places, actions, search }: Props) {
  const [query, setQuery] = useState("");
  const navigate = useNavigateTo();
  const found = useFound(query, search);

  useEffect(() => {
    if (opened) palette.open();
    else palette.close();
  }, [opened]);
  // Mantine chooses the first line as one types; what the server finds comes after that, and Enter must open it too.
  useEffect(() => {
    const list = document.getElementById(store.getState().listId);
    const first = list?.querySelector("[data-action]");
    if (!first || list?.querySelector("[data-selected]")) return;
    first.setAttribute("data-selected", "true");
    store.updateState((state) => ({ ...state, selected: 0 }));
  });

  const goTo = places.map(
    (place): PaletteAction => ({
      id: `place-${place.id}`,
      label: place.label,
      group: "Go to",
      href: place.href,
      keys: place.goKey ? `g ${place.goKey}` : undefined,
      icon: <Icon of={place.icon} size={20} strokeWidth={1.6} />,
    }),
  );
  const shown = [...matching([...(actions ?? []), ...goTo], query), ...found.actions];
  const groups = [...new Set(shown.map((action) => action.group))];
  const run = (action: PaletteAction) => (action.run ? action.run() : navigate(action.href));

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      size={600}
      centered={false}
      yOffset="12dvh"
      scrollable
      maxHeight="min(60dvh, 480px)"
      transitionProps={{ transition: "fade", duration: MOTION_MS }}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      classNames={{ action: classes.action, actionsGroup: classes.group, search: classes.search }}
    >
      <Modal.Title className="only-for-screen-readers">Search and go anywhere</Modal.Title>
      <Spotlight.Search
        placeholder="Search deals, places and actions"
        aria-label="Search deals, places and actions"
        leftSection={<Icon of={SearchIcon} size={20} strokeWidth={1.6} />}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {shown
              .filter((action) => action.group === group)
              .map((action) => (
                <Spotlight.Action
                  key={action.id}
                  label={action.label}
                  {...(action.description ? { description: action.description } : {})}
                  leftSection={action.icon}
                  rightSection={action.keys ? <Keys keys={action.keys} /> : undefined}
                  dimmedSections={false}
                  onClick={() => run(action)}
                />
              ))}
          </Spotlight.ActionsGroup>
        ))}
        {shown.length === 0 && <Spotlight.Empty>{nothingWords(actions ? found.state : "searching")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <div className={classes.foot}>
        <span>
          <Keys keys="Enter" /> opens
        </span>
        <span>
          <Keys keys="Escape" /> closes
        </span>
        <span>
          <Keys keys="?" /> shows every key
        </span>
      </div>
    </Spotlight.Root>
  );
}
