import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every component in every state, for looking at: `npx vite --config src/ui/gallery/vite.config.ts`. Never part of the product's build. */
export default defineConfig({
  root: here("."),
  publicDir: here("../public"),
  plugins: [react()],
  build: { outDir: here("../../../.cache/gallery"), emptyOutDir: true, target: "es2023", assetsInlineLimit: 0 },
  server: { host: "127.0.0.1", port: 4880 },
});
