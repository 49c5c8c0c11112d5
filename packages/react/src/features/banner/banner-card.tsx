import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { BannerView } from "./banner-view.ts";

/** The one thing that needs attention, with its way out. */
export function BannerCard({ view, action }: { view: BannerView; action: ReactNode }) {
  return (
    <section
      aria-label={sellingStrings.banners.label}
      className={classNames(
        "mb-4 flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border py-2 ps-4 pe-2 text-table",
        TONES[view.tone],
      )}
    >
      <Icon
        of={view.tone === "plain" ? Info : TriangleAlert}
        className={view.tone === "bad" ? "text-bad" : view.tone === "warn" ? "text-warn" : "text-ink-2"}
      />
      <p className="min-w-60 flex-1">{view.text}</p>
      {action}
    </section>
  );
}

const TONES: Record<BannerView["tone"], string> = {
  bad: "border-bad/50 bg-bad-soft",
  warn: "border-warn/50 bg-warn-soft",
  plain: "border-line bg-sunken",
};
