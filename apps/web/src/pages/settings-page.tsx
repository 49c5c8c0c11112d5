import type { ReactNode } from "react";
import { useTitle } from "../lib/use-title.ts";

/** One page of the settings: what it is, and what it is for. */
export function SettingsPage({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  useTitle(title);
  return (
    <>
      <div className="mb-6">
        <h1 className="text-page font-semibold max-sm:text-[24px]">{title}</h1>
        <p className="mt-1 max-w-xl text-table text-ink-2">{hint}</p>
      </div>
      {children}
    </>
  );
}
