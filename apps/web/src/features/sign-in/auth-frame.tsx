import { Icon } from "@farebox/react/components/icon.tsx";
import { strings } from "@farebox/react/lib/strings.ts";
import { Ticket } from "lucide-react";
import type { ReactNode } from "react";

/** A page with one small form on it. */
export function AuthFrame({
  title,
  hint,
  children,
  foot,
}: {
  title: string;
  hint?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center px-4 py-12">
      <p className="mb-8 flex items-center gap-2 font-semibold">
        <Icon of={Ticket} />
        {strings.shell.product}
      </p>
      <h1 className="text-title font-semibold">{title}</h1>
      {hint && <p className="mt-1 text-ink-2">{hint}</p>}
      <div className="mt-6">{children}</div>
      {foot && <p className="mt-6 text-table text-ink-2">{foot}</p>}
    </main>
  );
}
