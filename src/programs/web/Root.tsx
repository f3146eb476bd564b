import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { teamContract } from "../../features/team/contract.ts";
import { apiOf, told } from "../../platform/browser/api.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeletons } from "../../ui/Skeletons.tsx";
import { UiProvider } from "../../ui/UiProvider.tsx";
import { SignedIn } from "./SignedIn.tsx";

const team = apiOf<typeof teamContract>("team");
const SignInScreen = lazy(() => import("../../features/team/screens/SignInScreen.tsx"));

/** The whole page: who is there decides whether it is the sign-in (or the first visit), or the program. */
export function Root() {
  const router = useRouter();
  const me = useQuery(team.me.queryOptions());
  return (
    <UiProvider
      navigate={(href) => router.history.push(href)}
      preload={(href) => void router.preloadRoute({ to: href }).catch(() => {})}
      timeZone={me.data?.workspace.timeZone}
    >
      <Who me={me} />
    </UiProvider>
  );
}

function Who({ me }: { me: ReturnType<typeof useMe> }) {
  const { pathname } = useLocation();
  if (me.data) {
    return (
      <SignedIn me={me.data} path={pathname}>
        <Suspense fallback={<Skeletons shape="page" />}>
          <Outlet />
        </Suspense>
      </SignedIn>
    );
  }
  if (me.error && told(me.error).code === "NOT_SIGNED_IN") {
    return (
      <Suspense fallback={null}>
        <SignInScreen onSignedIn={() => void me.refetch()} />
      </Suspense>
    );
  }
  if (me.error) {
    const { title, detail } = told(me.error);
    return (
      <main>
        <ErrorState happened={title} toDo={detail} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  return null;
}

function useMe() {
  return useQuery(team.me.queryOptions());
}
