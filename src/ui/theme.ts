import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/**
 * Comeback's look, as Mantine understands it: warm neutral greys, one deep teal, clay for what was lost, amber for a
 * warning. The colours screens use by meaning (`--won`, `--ink-2`, …) are in theme.css; every pair written on another is
 * at least 4.5 : 1 in both schemes, which gallery.journey.ts checks in a browser.
 */

const warmGray: MantineColorsTuple = [
  "#faf9f7",
  "#f3f1ee",
  "#e9e6e1",
  "#ddd9d2",
  "#c9c4bb",
  "#8c857b",
  "#6e6860",
  "#57524b",
  "#3d3934",
  "#262320",
];

const warmDark: MantineColorsTuple = [
  "#edeae5",
  "#cfcac2",
  "#b3ada4",
  "#979187",
  "#4a4640",
  "#35322e",
  "#252320",
  "#1b1a18",
  "#151413",
  "#0f0e0d",
];

const teal: MantineColorsTuple = [
  "#eaf4f2",
  "#d6e9e6",
  "#a9d3ce",
  "#7cbdb6",
  "#4fa59d",
  "#2b8d85",
  "#167a73",
  "#0f6963",
  "#0c5954",
  "#084642",
];

const clay: MantineColorsTuple = [
  "#fbf0ec",
  "#f5ded6",
  "#eabbab",
  "#df9882",
  "#d07a5f",
  "#bd5f43",
  "#a64c32",
  "#8f3f29",
  "#753321",
  "#5b2719",
];

const amber: MantineColorsTuple = [
  "#fcf5e6",
  "#f8e8c4",
  "#f0d28d",
  "#e5b955",
  "#d69e2e",
  "#b98115",
  "#946505",
  "#7a5200",
  "#634200",
  "#4b3200",
];

/** How long anything on the screen may take to move. Mantine drops it to nothing with `prefers-reduced-motion`. */
export const MOTION_MS = 150;

// The page's scrollbar stays while a dialog is open: taking it away moves everything sideways, and is done through a
// style element without our nonce, which the page's policy refuses.
const scrolling = { removeScrollBar: false };
const overlay = { transitionProps: { transition: "fade", duration: MOTION_MS } } as const;
const floating = { ...overlay, shadow: "md" } as const;
// The list itself scrolls (theme.css): Mantine's scroll area around it is a stop that the keyboard never reaches.
const listing = { comboboxProps: floating, withScrollArea: false } as const;

export const theme = createTheme({
  fontFamily: '"Inter Variable", "Inter stand-in", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "1rem", lg: "1.25rem", xl: "1.75rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.4", xl: "1.25" },
  fontWeights: { regular: "400", medium: "600", bold: "600" },
  headings: {
    fontWeight: "600",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.4" },
      h3: { fontSize: "1rem", lineHeight: "1.5" },
      h4: { fontSize: "0.875rem", lineHeight: "1.45" },
      h5: { fontSize: "0.875rem", lineHeight: "1.45" },
      h6: { fontSize: "0.8125rem", lineHeight: "1.4" },
    },
  },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "0.25rem", sm: "0.25rem", md: "0.375rem", lg: "0.5rem", xl: "0.75rem" },
  defaultRadius: "md",
  shadows: {
    xs: "0 1px 2px rgb(38 35 32 / 8%)",
    sm: "0 1px 3px rgb(38 35 32 / 10%)",
    md: "0 4px 16px rgb(38 35 32 / 14%)",
    lg: "0 8px 28px rgb(38 35 32 / 18%)",
    xl: "0 16px 48px rgb(38 35 32 / 22%)",
  },
  colors: {
    gray: warmGray,
    dark: warmDark,
    teal,
    clay,
    amber,
    // Mantine reaches for these names itself (errors, highlights); they say the same thing as ours.
    red: clay,
    green: teal,
    yellow: amber,
  },
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 6 },
  black: "#262320",
  white: "#ffffff",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Whatever floats lands in a named part of the page, so that a screen reader can find it (UiProvider renders it).
    Portal: { defaultProps: { target: "#floating" } },
    Text: { defaultProps: { size: "sm" } },
    Anchor: { defaultProps: { size: "sm" } },
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "lg" } },
    Modal: {
      defaultProps: {
        ...overlay,
        centered: true,
        radius: "lg",
        removeScrollProps: scrolling,
        padding: "lg",
        closeButtonProps: { "aria-label": "Close" },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Drawer: {
      defaultProps: {
        transitionProps: { duration: MOTION_MS },
        removeScrollProps: scrolling,
        padding: "lg",
        closeButtonProps: { "aria-label": "Close" },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Menu: { defaultProps: { ...floating, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: floating },
    HoverCard: { defaultProps: floating },
    Combobox: { defaultProps: floating },
    Select: { defaultProps: listing },
    MultiSelect: { defaultProps: listing },
    Autocomplete: { defaultProps: listing },
    TagsInput: { defaultProps: listing },
    // "Password" alone would name two things: the field, and the button in it.
    PasswordInput: {
      defaultProps: {
        visibilityToggleButtonProps: { "aria-label": "Show what I type" },
        visibilityToggleFocusable: true,
      },
    },
    Tooltip: { defaultProps: { ...overlay, openDelay: 300, events: { hover: true, focus: true, touch: true } } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Badge: { defaultProps: { size: "lg", radius: "sm", tt: "none", fw: 400 } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Skeleton: { defaultProps: { animate: false } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: "sm" } },
  },
});

/** The places where Mantine's own choice of colour is too faint on our warm greys. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#fbfaf8",
    "--mantine-color-default": "#ffffff",
    "--mantine-color-default-border": "var(--mantine-color-gray-3)",
    "--mantine-color-placeholder": "var(--mantine-color-gray-6)",
    "--mantine-color-dimmed": "var(--mantine-color-gray-6)",
    "--mantine-color-disabled-color": "var(--mantine-color-gray-6)",
    "--mantine-color-error": "var(--mantine-color-clay-6)",
    "--mantine-color-success": "var(--mantine-color-teal-7)",
    "--mantine-color-gray-text": "var(--mantine-color-gray-7)",
    "--mantine-color-gray-light-color": "var(--mantine-color-gray-8)",
    "--mantine-color-amber-text": "var(--mantine-color-amber-7)",
    "--mantine-color-amber-light": "var(--mantine-color-amber-0)",
    "--mantine-color-amber-light-hover": "var(--mantine-color-amber-1)",
    "--mantine-color-clay-light": "var(--mantine-color-clay-0)",
    "--mantine-color-clay-light-hover": "var(--mantine-color-clay-1)",
    "--mantine-color-clay-text": "var(--mantine-color-clay-6)",
  },
  dark: {
    "--mantine-color-text": "var(--mantine-color-dark-0)",
    "--mantine-color-bright": "var(--mantine-color-dark-0)",
    "--mantine-color-default-color": "var(--mantine-color-dark-0)",
    "--mantine-color-placeholder": "var(--mantine-color-dark-3)",
    "--mantine-color-disabled-color": "var(--mantine-color-dark-3)",
    "--mantine-color-error": "var(--mantine-color-clay-3)",
    "--mantine-color-success": "var(--mantine-color-teal-3)",
    "--mantine-color-anchor": "var(--mantine-color-teal-3)",
    "--mantine-color-teal-text": "var(--mantine-color-teal-3)",
    "--mantine-color-gray-text": "var(--mantine-color-dark-1)",
    "--mantine-color-gray-light": "var(--mantine-color-dark-5)",
    "--mantine-color-gray-light-hover": "var(--mantine-color-dark-4)",
    "--mantine-color-gray-light-color": "var(--mantine-color-dark-0)",
    "--mantine-color-teal-light": "#15302d",
    "--mantine-color-teal-light-hover": "#1b3d39",
    "--mantine-color-teal-light-color": "var(--mantine-color-teal-2)",
    "--mantine-primary-color-light": "#15302d",
    "--mantine-primary-color-light-hover": "#1b3d39",
    "--mantine-color-amber-text": "var(--mantine-color-amber-3)",
    "--mantine-color-amber-light": "#352a14",
    "--mantine-color-amber-light-hover": "#433518",
    "--mantine-color-amber-light-color": "var(--mantine-color-amber-2)",
    "--mantine-color-clay-light": "#38231c",
    "--mantine-color-clay-light-hover": "#472c23",
    "--mantine-color-clay-light-color": "var(--mantine-color-clay-2)",
    "--mantine-color-clay-text": "var(--mantine-color-clay-3)",
  },
});
