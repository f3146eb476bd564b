/** Paper and pictures are white: the page wears its light scheme, whatever the person chose, until it is given back. */
export function wearLight(): () => void {
  const root = document.documentElement;
  const onScreen = root.getAttribute("data-mantine-color-scheme");
  root.setAttribute("data-mantine-color-scheme", "light");
  return () => {
    if (onScreen) root.setAttribute("data-mantine-color-scheme", onScreen);
  };
}
