import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env["FAREBOX_API_URL"] ?? "http://127.0.0.1:3000";

export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    // light-dark() is the source of every colour; older targets would double the style sheet.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // A data: URL in the style sheet would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What is loaded when, for the test of sizes.
    manifest: true,
    rolldownOptions: {
      // The gallery of states is a page for us: no build for customers has it.
      input: mode === "gallery" ? "gallery.html" : "index.html",
      output: {
        // What every page needs comes as two files, ours and our libraries': dozens of small ones compress worse and each
        // costs a request.
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 2 },
            // The frame waits for the words of its language: what those are made of must not be in what waits for them.
            { name: "frame", tags: ["$initial"], test: /^(?!.*\/strings\/end-sentence)/, priority: 1 },
            { name: "end-sentence", test: /\/strings\/end-sentence/, priority: 3 },
            // Icons, buttons and rules that several sections share; menus and words stay where they are wanted.
            {
              name: "parts",
              test: /lucide-react|react\/src\/(?:components|lib)\/(?!menu|.*strings)/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: api, changeOrigin: false } } },
}));
