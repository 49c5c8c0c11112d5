import { buttonClass } from "@farebox/react/components/button.tsx";
import { strings } from "@farebox/react/lib/strings.ts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { anyBusiness } from "../../lib/any-business.ts";

/** A page that has only something to say, and one way on. */
export function MessagePage({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center px-4">
      <h1 className="text-title font-semibold">{title}</h1>
      <p className="mt-1 mb-6 text-ink-2">{hint}</p>
      {children ?? (
        <Link to="/dashboard/billing" search={anyBusiness} className={buttonClass()}>
          {strings.shell.toBilling}
        </Link>
      )}
    </main>
  );
}
