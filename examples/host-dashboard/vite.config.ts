import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const farebox = process.env["FAREBOX_URL"] ?? "http://127.0.0.1:3000";
const proxy = { "/api": { target: farebox, changeOrigin: true, headers: { origin: farebox } } };

/** Farebox behind the host's own address: its session cookie and its streams work as they are. */
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: { target: "es2022" },
  server: { proxy },
  preview: { proxy },
});
