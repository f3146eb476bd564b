import { type AnchorHTMLAttributes, createContext, type MouseEvent, type ReactNode, use } from "react";

type Navigation = {
  /** Goes to a place inside the app without loading a page: the router's own `navigate`. */
  navigate: (href: string) => void;
  /** Called when a person is about to follow a link (pointer over it, focus on it), so that a router may fetch ahead. */
  preload?: ((href: string) => void) | undefined;
};

const NavigationContext = createContext<Navigation>({
  navigate: (href) => window.location.assign(href),
});

export function NavigationProvider({ children, ...navigation }: Navigation & { children: ReactNode }) {
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}

/** Goes to a place of the app from code: `const navigate = useNavigateTo(); navigate("/deals")`. */
export function useNavigateTo(): (href: string) => void {
  return use(NavigationContext).navigate;
}

function wantsNewTab(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

export type UiLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  href: string;
  ref?: React.Ref<HTMLAnchorElement> | undefined;
};

/**
 * A link to a place of the app. It is a real link (a new tab, a copied address and the middle button work) that the
 * router follows on a plain click. `<UiLink href="/deals/42">Acme</UiLink>`, or `<Button component={UiLink} href="…">`.
 */
export function UiLink({ href, onClick, onPointerEnter, onFocus, target, ...rest }: UiLinkProps) {
  const { navigate, preload } = use(NavigationContext);
  const inside = href.startsWith("/") && !href.startsWith("/api/") && target === undefined;
  return (
    <a
      {...rest}
      href={href}
      target={target}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        if (inside) preload?.(href);
      }}
      onFocus={(event) => {
        onFocus?.(event);
        if (inside) preload?.(href);
      }}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !inside || wantsNewTab(event)) return;
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}
