import "./styles/index.css";
import { isRightToLeft, locale } from "@farebox/react/lib/locale.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

// A page from before an update asks for parts that are gone. It is loaded anew, once: a second failure is another problem.
// Without an answer nothing is loaded anew: the page that is there is better than none.
window.addEventListener("vite:preloadError", () => {
  const key = "farebox.reloaded";
  const last = Number(readStored(key) ?? 0);
  if (Date.now() - last < 60_000) return;
  void fetch("/", { method: "HEAD", cache: "no-store" }).then(
    ({ ok }) => {
      if (!ok) return;
      sessionStorage.setItem(key, String(Date.now()));
      window.location.reload();
    },
    () => undefined,
  );
});

document.documentElement.lang = locale;
document.documentElement.dir = isRightToLeft ? "rtl" : "ltr";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

function readStored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return String(Date.now());
  }
}
