import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../lib/class-names.ts";
import { Icon } from "./icon.tsx";

export type Tone = "info" | "warn" | "bad";

/** A strip above what it concerns: icon, words, at most one action. */
export function Notice({ tone, children, action }: { tone: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      className={classNames(
        "flex min-h-11 items-center gap-3 rounded-panel border py-2 ps-4 pe-2 text-table max-sm:flex-wrap",
        TONES[tone],
      )}
    >
      <Icon of={tone === "info" ? Info : TriangleAlert} className={ICONS[tone]} />
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  );
}

const TONES: Record<Tone, string> = {
  info: "bg-sunken border-line",
  warn: "bg-warn-soft border-warn/32",
  bad: "bg-bad-soft border-bad/32",
};

const ICONS: Record<Tone, string> = { info: "text-ink-3", warn: "text-warn", bad: "text-bad" };
