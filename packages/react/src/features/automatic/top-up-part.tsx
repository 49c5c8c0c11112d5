import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { usePackages } from "../../lib/use-catalogue.ts";
import { useInSlices } from "../../lib/use-in-slices.ts";
import { useTopUp } from "../../lib/use-top-up.ts";
import { TopUpFields } from "./top-up-fields.tsx";

const words = sellingStrings.automatic;

/** Buying by itself: off until a person turns it on, and never more in a month than they said. */
export function TopUpPart({ timeZone }: { timeZone: string }) {
  const { topUp, error, retry, set } = useTopUp();
  const { packages, error: packagesError, retry: retryPackages } = usePackages();
  const isDrawn = useInSlices(topUp !== null && packages !== null);
  const failure = error ?? packagesError;
  return (
    <Section id="auto" title={words.title}>
      <p className="mb-4 max-w-xl text-table text-ink-2">{words.hint}</p>
      {failure !== null ? (
        <Failed
          text={words.failed}
          detail={describeProblem(failure)}
          onRetry={() => {
            retry();
            retryPackages();
          }}
        />
      ) : topUp === null || packages === null || !isDrawn ? (
        <RowsSkeleton count={3} />
      ) : (
        <TopUpFields topUp={topUp} packages={packages} set={set} timeZone={timeZone} />
      )}
    </Section>
  );
}
