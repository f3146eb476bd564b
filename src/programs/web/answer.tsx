import "@fontsource-variable/inter/wght.css";
import "../../ui/theme.css";
import "../../ui/without-mantine.css";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import AnswerPage from "../../features/post-mortems/buyer-form/screens/AnswerPage.tsx";

const StopPage = lazy(() => import("../../features/post-mortems/buyer-form/screens/StopPage.tsx"));

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root to put the form in.");

/** `/answer#secret` is the form; `/answer/stop/…` ends its mails. A page of its own: who answers loads none of the program. */
const [, stop] = /^\/answer\/stop\/([\w-]+)$/.exec(window.location.pathname) ?? [];

createRoot(root).render(
  <StrictMode>
    {stop ? (
      <Suspense fallback={null}>
        <StopPage secret={stop} />
      </Suspense>
    ) : (
      <AnswerPage />
    )}
  </StrictMode>,
);
