import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The web program in the browser: `npx vite build` writes dist/web; `npx vite` serves it while developing. */
export default defineConfig({
  plugins: [react()],
  publicDir: "src/ui/public",
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    target: "es2023",
    // Fonts and icons stay files: the page's policy allows `font-src 'self'`, not data addresses.
    assetsInlineLimit: 0,
    manifest: true,
    // A page of its own, small, for customers who answer a form.
    rolldownOptions: {
      input: ["index.html", "answer.html"],
      // The first script lists every file a screen may need: their names are part of what is loaded first.
      output: {
        chunkFileNames: "assets/[hash:7].js",
        assetFileNames: "assets/[hash:7][extname]",
        // What every place shows comes in one file: alone, each of these small pieces packs badly.
        codeSplitting: {
          groups: [
            // The page that customers answer on has it, too, and shares nothing else.
            { name: "react", test: /[\\/]node_modules[\\/](?:react|react-dom|scheduler)[\\/]/, priority: 1 },
            {
              name: "everyday",
              test: /[\\/]src[\\/]ui[\\/](?:DateText|ErrorState|Flag|FormStrip|MoneyText|Page|SayDays|ShortList|Skeletons|StatusMark|row-keys)\./,
            },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    // The host stays as the browser named it: a write from another origin is refused.
    proxy: Object.fromEntries(
      ["/api", "/calendar/"].map((path) => [
        path,
        { target: `http://127.0.0.1:${process.env.PORT ?? 4870}`, changeOrigin: false },
      ]),
    ),
  },
});
