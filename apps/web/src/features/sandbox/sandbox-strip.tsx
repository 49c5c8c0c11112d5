import { laterPart } from "@farebox/react/lib/lazy-part.ts";
import { usePreference } from "@farebox/react/lib/preferences.ts";
import { Suspense } from "react";

const SandboxBanner = laterPart(() => import("./sandbox-banner.tsx"));

/** The sandbox's banner until it is sent away, for this browser. */
export function SandboxStrip({ isLocal, canMoveClock }: { isLocal: boolean; canMoveClock: boolean }) {
  const [stored, store] = usePreference("sandbox-banner", "shown");
  if (stored === "hidden") return null;
  return (
    // As high while its words are on their way: the page below does not move.
    <Suspense fallback={<div className="h-11" />}>
      <SandboxBanner isLocal={isLocal} canMoveClock={canMoveClock} onDismiss={() => store("hidden")} />
    </Suspense>
  );
}
