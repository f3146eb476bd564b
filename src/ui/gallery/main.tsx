import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { UiProvider } from "../UiProvider.tsx";
import { Gallery } from "./Gallery.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root to put the gallery in.");

// A fixed person on a fixed day, so that two pictures of the same thing are the same.
createRoot(root).render(
  <StrictMode>
    <UiProvider
      locale="en-GB"
      timeZone="Europe/London"
      now={new Date("2026-05-22T10:00:00Z")}
      navigate={(href) => {
        window.location.hash = href;
      }}
    >
      <Gallery />
    </UiProvider>
  </StrictMode>,
);
