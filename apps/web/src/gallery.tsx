import "./styles/index.css";
import { Gallery } from "@farebox/react/gallery";
import { isRightToLeft, locale } from "@farebox/react/lib/locale.ts";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import SandboxBanner from "./features/sandbox/sandbox-banner.tsx";

document.documentElement.lang = locale;
document.documentElement.dir = isRightToLeft ? "rtl" : "ltr";

// Links of the frame need a router; this one leaves the address alone.
const root = createRootRoute({
  component: () => <Gallery testModeStripe={<SandboxBanner isLocal canMoveClock onDismiss={() => undefined} />} />,
});
const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ["/"] }) });

const element = document.getElementById("root");
if (element === null) throw new Error("gallery.html has no #root");
createRoot(element).render(<RouterProvider router={router} />);
