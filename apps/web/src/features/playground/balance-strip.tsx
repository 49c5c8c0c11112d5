import { buttonClass } from "@farebox/react/components/button.tsx";
import { formatTokens, splitTokens } from "@farebox/react/lib/format-number.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { Link } from "@tanstack/react-router";

/** What can be spent and what live calls hold, as it moves. */
export function BalanceStrip({
  balance,
}: {
  balance: { readonly available: number; readonly held: number; readonly debt: number } | null;
}) {
  const { whole, fraction } = splitTokens(balance?.available ?? 0, { digits: 1, atLeast: 1 });
  return (
    <section
      aria-label={strings.balance.title}
      className="flex flex-wrap items-end gap-x-8 gap-y-4 rounded-panel border border-line bg-surface px-6 py-5 max-sm:px-4"
    >
      <div>
        <h2 className="text-table font-medium text-ink-2">{strings.balance.available}</h2>
        <p className="text-hero font-semibold tabular-nums max-sm:text-[32px]" data-testid="available">
          {balance === null ? "–" : whole}
          <span className="text-[24px] tracking-[-0.01em] text-ink-2 max-sm:text-[20px]">
            {balance !== null && fraction}
          </span>{" "}
          <span className="text-body font-normal tracking-normal text-ink-2">{strings.balance.tokens}</span>
        </p>
      </div>
      <p className="pb-2 text-table text-ink-2 tabular-nums" data-testid="held">
        {playgroundStrings.held} {formatTokens(balance?.held ?? 0, { digits: 3, atLeast: 1 })}
      </p>
      <Link
        to="/dashboard/billing"
        search={(current) => current}
        hash="tokens"
        className={`${buttonClass("primary")} ms-auto max-sm:ms-0`}
      >
        {strings.shell.addTokens}
      </Link>
    </section>
  );
}
