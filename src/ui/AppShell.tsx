import { EllipsisIcon, SearchIcon } from "@lucide/icons";
import { useMantineColorScheme } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from "react";
import classes from "./AppShell.module.css";
import { Icon } from "./Icon.tsx";
import { Keys } from "./Keys.tsx";
import { Mark } from "./Mark.tsx";
import type { PaletteAction, PaletteSearch, Place } from "./places.ts";
import { useShortcut } from "./shortcuts.ts";
import { UiLink, useNavigateTo } from "./UiLink.tsx";

type Props = {
  /** Top to bottom. On a phone the first four stay in the bottom bar and the rest are under More. */
  places: readonly Place[];
  /** The router's current path; it marks the place and moves focus to the new screen. */
  currentPath: string;
  user: { name: string; detail?: string | undefined };
  /** More of the person's own menu: links to profile, API keys. */
  userMenu?: ReactNode;
  onSignOut: () => void;
  /** What the command palette offers beside the places: "Import deals", "Mark won". Undefined while it is on its way. */
  actions?: readonly PaletteAction[] | undefined;
  /** Called as the palette opens: what it offers may be fetched only then. */
  onPalette?: (() => void) | undefined;
  /** Finds deals, people, accounts while typing. */
  search?: PaletteSearch | undefined;
  children: ReactNode;
};

const CommandPalette = lazy(() => import("./CommandPalette.tsx"));
const IN_THE_BAR = 4;

/** A place is current on its own path and everything below it; "/" only on itself. */
function isAt(place: Place, path: string): boolean {
  return path === place.href || (place.href !== "/" && path.startsWith(`${place.href}/`));
}

/**
 * The frame of every signed-in screen: places in a rail at the left (icons over words when narrower, a bar at the bottom
 * on a phone), the person's menu, the command palette (Ctrl/⌘ K), go-to keys and the way past all of it for keyboards.
 */
export function AppShell(props: Props) {
  const { places, currentPath, user, userMenu, onSignOut, actions, onPalette, search, children } = props;
  const [palette, setPalette] = useState<"never" | "open" | "closed">("never");
  const openPalette = () => {
    onPalette?.();
    setPalette("open");
  };
  useShortcut("mod+k", openPalette, "Search and go anywhere", { group: "Everywhere" });
  useShortcut("/", openPalette, "Search", { group: "Everywhere" });

  const main = useRef<HTMLElement>(null);
  const lastPath = useRef(currentPath);
  useEffect(() => {
    if (lastPath.current === currentPath) return;
    lastPath.current = currentPath;
    // The next Tab starts in the new screen, and a screen reader says where it is.
    main.current?.focus({ preventScroll: true });
  }, [currentPath]);

  const inBar = places.length > IN_THE_BAR + 1 ? places.slice(0, IN_THE_BAR) : places;
  const underMore = places.slice(inBar.length);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the screen
      </a>
      {places.map((place) => place.goKey && <GoKey key={place.id} place={place} goKey={place.goKey} />)}

      <header className={classes.rail}>
        <UiLink className={classes.brand} href="/" aria-label="Comeback, home">
          <Mark className={classes.logo} />
          <span className={classes.brandName}>Comeback</span>
        </UiLink>
        <button type="button" className={classes.search} onClick={openPalette} aria-label="Search or go to">
          <Icon of={SearchIcon} size={18} strokeWidth={1.7} />
          <span className={classes.searchWords}>Search</span>
          <span className={classes.searchKeys}>
            <Keys keys="mod+k" />
          </span>
        </button>
        <nav className={classes.places} aria-label="Places">
          {places.map((place) => (
            <PlaceLink key={place.id} place={place} current={isAt(place, currentPath)} />
          ))}
        </nav>
        <UserMenu user={user} onSignOut={onSignOut}>
          {userMenu}
        </UserMenu>
      </header>

      <main id="main" ref={main} className={classes.main} tabIndex={-1}>
        {children}
      </main>

      <nav className={classes.bar} aria-label="Places">
        {inBar.map((place) => (
          <PlaceLink key={place.id} place={place} current={isAt(place, currentPath)} short />
        ))}
        {underMore.length > 0 && <MorePlaces places={underMore} currentPath={currentPath} />}
      </nav>

      {palette !== "never" && (
        <Suspense fallback={null}>
          <CommandPalette
            opened={palette === "open"}
            onClose={() => setPalette("closed")}
            places={places}
            actions={actions}
            search={search}
          />
        </Suspense>
      )}
    </div>
  );
}

function GoKey({ place, goKey }: { place: Place; goKey: string }) {
  const navigate = useNavigateTo();
  useShortcut(`g ${goKey}`, () => navigate(place.href), place.label, { group: "Go to" });
  return null;
}

function PlaceLink({ place, current, short = false }: { place: Place; current: boolean; short?: boolean }) {
  const waiting = place.waiting && place.waiting.count > 0 ? place.waiting : null;
  return (
    <UiLink className={classes.place} href={place.href} aria-current={current ? "page" : undefined}>
      <Icon of={place.icon} size={20} strokeWidth={1.6} />
      <span className={classes.placeName}>{short ? (place.shortLabel ?? place.label) : place.label}</span>
      {waiting && (
        <span className={classes.waiting} title={waiting.label}>
          <span aria-hidden="true">{waiting.count > 99 ? "99+" : waiting.count}</span>
          <span className="only-for-screen-readers">, {waiting.label}</span>
        </span>
      )}
    </UiLink>
  );
}

/** A panel above or below its button that closes on Escape, on a click elsewhere, and on following one of its links. */
function usePanel() {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return { id, panel, close: () => panel.current?.hidePopover() };
}

function MorePlaces({ places, currentPath }: { places: readonly Place[]; currentPath: string }) {
  const { id, panel, close } = usePanel();
  const current = places.some((place) => isAt(place, currentPath));
  return (
    <>
      <button type="button" className={classes.place} popoverTarget={id} aria-current={current ? "true" : undefined}>
        <Icon of={EllipsisIcon} size={20} strokeWidth={1.6} />
        <span className={classes.placeName}>More</span>
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only closes the panel after one of its links was followed */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click */}
      <div id={id} ref={panel} popover="auto" className={classes.more} onClick={close}>
        {places.map((place) => (
          <PlaceLink key={place.id} place={place} current={isAt(place, currentPath)} />
        ))}
      </div>
    </>
  );
}

const SCHEMES = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

function UserMenu({ user, onSignOut, children }: { user: Props["user"]; onSignOut: () => void; children: ReactNode }) {
  const { id, panel, close } = usePanel();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const group = useId();
  const initials = user.name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  return (
    <div className={classes.user}>
      <button type="button" className={classes.userButton} popoverTarget={id} aria-label={`Your menu, ${user.name}`}>
        <span className={classes.initials} aria-hidden="true">
          {initials}
        </span>
        <span className={classes.userWords}>
          <span className={classes.userName}>{user.name}</span>
          {user.detail && <span className={classes.userDetail}>{user.detail}</span>}
        </span>
      </button>
      <div id={id} ref={panel} popover="auto" className={classes.userPanel}>
        <p className={classes.panelName}>
          {user.name}
          {user.detail && <span className={classes.userDetail}>{user.detail}</span>}
        </p>
        <fieldset className={classes.schemes}>
          <legend>Colours</legend>
          <div className={classes.schemeChoices}>
            {SCHEMES.map(({ value, label }) => (
              <label key={value}>
                <input
                  type="radio"
                  name={group}
                  checked={colorScheme === value}
                  onChange={() => setColorScheme(value)}
                />
                <span>{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {children && (
          // biome-ignore lint/a11y/noStaticElementInteractions: only closes the panel after one of its links was followed
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
          <div className={classes.panelLinks} onClick={close}>
            {children}
          </div>
        )}
        <button type="button" className={classes.signOut} onClick={onSignOut}>
          Sign out
        </button>
      </div>
    </div>
  );
}
