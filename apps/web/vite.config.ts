import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env["FAREBOX_API_URL"] ?? "http://127.0.0.1:3000";

/** What the balance is drawn with; pages that come later share it. */
const OF_FIRST_PAGE = [
  "lib/(affordable|api-error|billing-address|business|class-names|first-figure|format-(number|rate|time)|go-to-section)",
  "lib/(preferences|query-client|services|shared-stream|shortcuts|throttle|time-zones|trpc|use-(now|subscription)|zone-day)",
  "components/(amount|button|failed|icon)[.]",
  "features/balance/use-(balance|call-rates)",
];
const isOfFirstPage = new RegExp(`packages/react/src/(${OF_FIRST_PAGE.join("|")})`);

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    // light-dark() is the source of every colour; older targets would double the style sheet.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // A data: URL in the style sheet would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs comes as one file: two dozen small ones compress worse and each costs a request.
        codeSplitting: {
          groups: [
            { name: "frame", test: /node_modules\/(react|react-dom|scheduler|@tanstack|@trpc)\/(?!.*virtual)/ },
            { name: "page", test: isOfFirstPage },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: api, changeOrigin: false } } },
});
