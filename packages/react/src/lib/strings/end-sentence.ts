/** Ends a sentence, unless what it ends with has its point already: a shortened month, in some languages. */
export function endSentence(text: string): string {
  return /[.…!?؟]$/u.test(text) ? text : `${text}.`;
}
