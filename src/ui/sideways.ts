import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * Whether what is in a frame reaches beyond it to the side. Such a frame takes the keyboard's focus, so that the arrow
 * keys move what is in it; one that shows everything is no stop on the way.
 */
export function useSideways(frame: RefObject<HTMLElement | null>): boolean {
  const [reaches, setReaches] = useState(false);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setReaches(element.scrollWidth > element.clientWidth);
    const watch = new ResizeObserver(look);
    watch.observe(element);
    for (const inside of element.children) watch.observe(inside);
    look();
    return () => watch.disconnect();
  });
  return reaches;
}
