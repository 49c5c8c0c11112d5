import { afterFirstFigure } from "@farebox/react/lib/first-figure.ts";
import { type Language, language, languageOf, pickLocale } from "@farebox/react/lib/locale.ts";
import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";
import { useEffect } from "react";
import { applyLanguage, type LanguageChoice, readLanguageChoice } from "./language.ts";

type Me = Outputs["account"]["me"];

/** What the person reads here and in their mails. It is kept with the person, and then the page begins again in it. */
export function useLanguageChoice() {
  const save = trpc.account.setLanguage.useMutation();
  const change = (choice: LanguageChoice) => ({
    language: choice === "browser" ? null : choice,
    shownLanguage: choice === "browser" ? ofBrowser() : choice,
  });
  return {
    choice: readLanguageChoice(),
    isSaving: save.isPending,
    error: save.error,
    choose: (choice: LanguageChoice) => save.mutate(change(choice), { onSuccess: () => applyLanguage(choice) }),
    /** Where there is no room to say that it was not kept: this browser at least shows it. */
    chooseHere: (choice: LanguageChoice) => save.mutate(change(choice), { onSettled: () => applyLanguage(choice) }),
  };
}

/** A language that was chosen elsewhere is taken over; what is shown without a choice is noted for the mails. */
export function useFollowLanguage(me: Pick<Me, "language" | "shownLanguage">): void {
  const { mutate } = trpc.account.setLanguage.useMutation();
  const { language: chosen, shownLanguage } = me;
  useEffect(() => {
    if (chosen !== null && chosen !== readLanguageChoice()) applyLanguage(chosen);
    else if (shownLanguage !== language) void afterFirstFigure().then(() => mutate({ shownLanguage: language }));
  }, [chosen, shownLanguage, mutate]);
}

function ofBrowser(): Language {
  return languageOf(pickLocale(navigator.languages)) ?? "en";
}
