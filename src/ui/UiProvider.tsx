import "@fontsource-variable/inter/wght.css";
import "./theme.css";
import "./mantine.css";
import { MantineProvider } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { wearLight } from "./light-scheme.ts";
import { Notices } from "./notices.tsx";
import { ReaderProvider } from "./ReaderContext.tsx";
import { ShortcutListener } from "./ShortcutListener.tsx";
import { cssVariables, theme } from "./theme.ts";
import { NavigationProvider } from "./UiLink.tsx";

/** The nonce the server wrote into the page; styles made while running must carry it to be let in. */
function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute("content") ?? "";
}

/** Paper is white: while printing, the page wears its light scheme whatever the person chose. */
function usePrintInLight() {
  useEffect(() => {
    let giveBack = () => {};
    const before = () => {
      giveBack = wearLight();
    };
    const after = () => giveBack();
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
}

type Props = {
  children: ReactNode;
  /** The router's way to a place inside the app; without it links load the page. */
  navigate?: ((href: string) => void) | undefined;
  preload?: ((href: string) => void) | undefined;
  locale?: string | undefined;
  timeZone?: string | undefined;
  /** Stands the clock still, for pictures and tests. */
  now?: Date | undefined;
};

/** Everything of ui/ lives below this, once, at the top of a program: theme, colour scheme, reader, links, shortcuts and notices. */
export function UiProvider({ children, navigate, preload, locale, timeZone, now }: Props) {
  usePrintInLight();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <ReaderProvider locale={locale} timeZone={timeZone} now={now}>
        <NavigationProvider navigate={navigate ?? ((href) => window.location.assign(href))} preload={preload}>
          <ShortcutListener />
          {children}
          <section id="floating" aria-label="In front of the page">
            <Notices />
          </section>
        </NavigationProvider>
      </ReaderProvider>
    </MantineProvider>
  );
}
