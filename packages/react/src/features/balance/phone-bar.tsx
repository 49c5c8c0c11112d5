import "./phone-bar.css";
import { Button } from "../../components/button.tsx";
import { useBusiness } from "../../lib/business.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";

const words = sellingStrings.buying;

/** At the lower edge of a phone, wherever one has scrolled to: what can be spent, and the way to more. */
export default function PhoneBar() {
  const balance = useBalanceNow();
  const { isReadOnly = false } = useBusiness();
  if (balance === null || isReadOnly) return null;
  const figure = balance.debt > 0 ? -balance.debt : balance.available;
  return (
    <section aria-label={words.bar} className="phone-bar">
      <p className="min-w-0 flex-1 font-semibold tabular-nums">
        {words.barTokens(formatTokens(figure, { digits: 1, atLeast: 1 }))}
      </p>
      <Button kind="primary" onClick={() => goToSection("tokens")}>
        {strings.shell.addTokens}
      </Button>
    </section>
  );
}
