import { useBusiness } from "../../lib/business.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatClock } from "../../lib/format-time.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { usePackages } from "../../lib/use-catalogue.ts";
import { type TopUp, useTopUp } from "../../lib/use-top-up.ts";

const words = sellingStrings.buying.topUp;

/** Whether tokens are added by themselves, beside the button that adds them by hand. */
export default function TopUpLine({ timeZone }: { timeZone: string }) {
  const { role, isSuspended } = useBusiness();
  const { topUp } = useTopUp();
  const { packages } = usePackages();
  if (isSuspended) return null;
  if (role === "member") return <span>{sellingStrings.packages.readOnly}</span>;
  if (topUp === null) return null;
  const tokens = packages?.find(({ key }) => key === topUp.package)?.total ?? null;
  const { text, verb } = sayTopUp(topUp, { tokens, timeZone });
  return (
    <>
      <span>{text}</span>
      {topUp.enabled || topUp.turnedOffReason !== null ? " " : " · "}
      <button type="button" className="link" onClick={() => goToSection("auto")}>
        {verb}
      </button>
    </>
  );
}

function sayTopUp(
  { enabled, turnedOffReason, pausedUntil, belowTokens }: TopUp,
  { tokens, timeZone }: { tokens: number | null; timeZone: string },
): { text: string; verb: string } {
  if (turnedOffReason !== null) return { text: words.turnedOff, verb: words.review };
  if (!enabled) return { text: words.off, verb: words.setUp };
  if (pausedUntil !== null)
    return { text: words.paused(formatClock(new Date(pausedUntil), timeZone)), verb: words.review };
  const [added, below] = [tokens ?? 0, belowTokens].map((amount) => formatTokens(amount, { digits: 1 }));
  return { text: words.on(added ?? "", below ?? ""), verb: words.change };
}
