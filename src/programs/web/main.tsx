import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { UiProvider } from "../../ui/UiProvider.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root to put the program in.");

createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <main>Comeback</main>
    </UiProvider>
  </StrictMode>,
);
