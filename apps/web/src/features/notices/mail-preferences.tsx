import { Failed } from "@farebox/react/components/failed.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { Section } from "@farebox/react/components/section.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useAccount } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useMailPreferences } from "./use-mail-preferences.ts";

const words = pageStrings.notices;

/** Which kinds of notices the person also gets by mail. Each tick is kept at once. */
export function MailPreferences() {
  const { email } = useAccount();
  const { preferences, error, retry, set } = useMailPreferences();
  return (
    <Section id="mail" title={words.mailTitle}>
      <p className="mb-4 max-w-xl text-table text-ink-2">
        {words.mailHint} <span className="break-all">{email}</span>
      </p>
      {error !== null ? (
        <Failed text={words.mailFailed} detail={describeProblem(error)} onRetry={retry} />
      ) : preferences === null ? (
        <RowsSkeleton count={4} />
      ) : (
        <fieldset className="border-t border-line">
          <legend className="sr-only">{words.mailTitle}</legend>
          {preferences.map(({ kind, email: isWanted }) => (
            <label
              key={kind}
              className="flex min-h-11 items-center justify-between gap-4 border-b border-line text-table hover:bg-hover"
            >
              {words.kinds[kind]}
              <input
                type="checkbox"
                className="size-4 accent-ink"
                checked={isWanted}
                onChange={(event) => set.mutate({ items: [{ kind, email: event.target.checked }] })}
              />
            </label>
          ))}
        </fieldset>
      )}
      <p role="status" className="mt-2 min-h-5 text-table text-good">
        {set.isSuccess && words.mailSaved}
      </p>
      {set.error !== null && (
        <p role="alert" className="text-table text-bad">
          {describeProblem(set.error)}
        </p>
      )}
    </Section>
  );
}
