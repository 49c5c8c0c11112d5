import { SelectField } from "@farebox/react/components/field.tsx";
import { Section } from "@farebox/react/components/section.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { LANGUAGE_NAMES, type LanguageChoice } from "../../lib/language.ts";
import { useLanguageChoice } from "../../lib/use-language-choice.ts";

const words = pageStrings.notices;

/** What the person reads, here and by mail. */
export function LanguageField() {
  const { choice, isSaving, error, choose } = useLanguageChoice();
  return (
    <Section id="language" title={words.languageTitle}>
      <SelectField
        label={words.languageTitle}
        hint={words.languageHint}
        error={error === null ? null : describeProblem(error)}
        className="max-w-xs"
        value={choice}
        disabled={isSaving}
        onChange={(event) => choose(event.target.value as LanguageChoice)}
      >
        <option value="browser">{pageStrings.frame.languageBrowser}</option>
        {Object.entries(LANGUAGE_NAMES).map(([value, name]) => (
          <option key={value} value={value} lang={value}>
            {name}
          </option>
        ))}
      </SelectField>
    </Section>
  );
}
