import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import type { Me } from "../../features/team/contract.ts";
import { told } from "../../platform/browser/api.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";
import { UiProvider } from "../../ui/UiProvider.tsx";
import { queries, whoIsHere } from "./queries.ts";
import classes from "./Root.module.css";
import { SignedIn } from "./SignedIn.tsx";

const SignInScreen = lazy(() => import("../../features/team/screens/SignInScreen.tsx"));
const LinkScreen = lazy(() => import("../../features/team/screens/LinkScreen.tsx"));
const UnsubscribeScreen = lazy(() => import("../../features/reminders/screens/UnsubscribeScreen.tsx"));
const SignInAgain = lazy(() => import("../../features/team/screens/SignInAgain.tsx"));

/** Whoever was handed a link to set a password by, signed in or not. */
const linkPath = "/sign-in-link";

/** Whoever followed the link at the foot of a mail, signed in or not. */
const unsubscribePath = /^\/unsubscribe\/([\w-]+)$/;

/** A meeting on the wall has nothing around it. */
const wallPath = /^\/team\/meetings\/[^/]+\/projector$/;

/** The whole page: who is there decides whether it is the sign-in (or the first visit), or the program. */
export function Root() {
  const router = useRouter();
  // The same ones for good: a screen that goes elsewhere by itself does so once, not whenever the address changes.
  const navigate = useCallback((href: string) => router.history.push(href), [router]);
  const preload = useCallback((href: string) => void router.preloadRoute({ to: href }).catch(() => {}), [router]);
  const { pathname } = useLocation();
  const here = useQuery(whoIsHere);
  // Somebody whose session ends keeps their page, and what they typed on it, behind the sign-in.
  const [me, setMe] = useState<Me | null>(null);
  const now = here.data?.me ?? null;
  if (now && now !== me) setMe(now);
  const [, unsubscribe] = unsubscribePath.exec(pathname) ?? [];
  const byLink =
    pathname === linkPath ? <LinkScreen /> : unsubscribe ? <UnsubscribeScreen secret={unsubscribe} /> : null;
  return (
    <UiProvider navigate={navigate} preload={preload} timeZone={me?.workspace.timeZone}>
      {byLink && <Suspense fallback={null}>{byLink}</Suspense>}
      {!byLink && (
        <>
          {me && <Program me={me} />}
          {me && here.data && !now && (
            <Suspense fallback={null}>
              <SignInAgain me={me.member} onSignedIn={() => void queries.invalidateQueries()} />
            </Suspense>
          )}
          {!me && here.data && !now && (
            <Suspense fallback={null}>
              <SignInScreen needsOwner={here.data.needsOwner} onSignedIn={() => void here.refetch()} />
            </Suspense>
          )}
          {!me && here.error && <NobodyAnswers error={here.error} onRetry={() => void here.refetch()} />}
        </>
      )}
    </UiProvider>
  );
}

function Program({ me }: { me: Me }) {
  const { pathname } = useLocation();
  const screen = (
    <Suspense fallback={<Skeletons shape="page" />}>
      <Outlet />
    </Suspense>
  );
  if (wallPath.test(pathname)) return screen;
  return (
    <SignedIn me={me} path={pathname}>
      {screen}
    </SignedIn>
  );
}

function NobodyAnswers({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { title, detail } = told(error);
  return (
    <main className={classes.alone}>
      <ErrorState happened={title} toDo={detail} onRetry={onRetry} />
    </main>
  );
}
