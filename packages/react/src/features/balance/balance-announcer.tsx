import { useEffect, useRef, useState } from "react";
import { formatTokens } from "../../lib/format-number.ts";
import { strings } from "../../lib/strings.ts";
import { worthSaying } from "./worth-saying.ts";

/** The page's one polite live region: large changes and crossed thresholds, not every tick. */
export function BalanceAnnouncer({ available, status }: { available: number; status: string }) {
  const said = useRef({ available, status });
  const [text, setText] = useState("");
  useEffect(() => {
    if (!worthSaying(said.current, { available, status })) return;
    said.current = { available, status };
    const state = strings.balance.status[status as keyof typeof strings.balance.status];
    const tokens = strings.balance.announce(formatTokens(available, { digits: 1 }));
    setText(state ? `${tokens}. ${state}.` : tokens);
  }, [available, status]);
  return (
    <p role="status" aria-atomic="true" className="sr-only">
      {text}
    </p>
  );
}
