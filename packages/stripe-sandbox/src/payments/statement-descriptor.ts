/**
 * Why a statement descriptor is refused, or null when it may be printed.
 *
 * Source: https://docs.stripe.com/get-started/account/statement-descriptors#requirements
 */
export function statementDescriptorProblem(descriptor: string, kind: "full" | "suffix"): string | null {
  if (/[<>\\'"*]/u.test(descriptor)) {
    return "The statement descriptor can't contain these characters: <, >, \\, ', \", *";
  }
  if (descriptor.length > 22) {
    return "The statement descriptor must be at most 22 characters.";
  }
  if (kind === "full" && descriptor.length < 5) {
    return "The statement descriptor must be at least 5 characters.";
  }
  return /[a-z]/iu.test(descriptor) ? null : "The statement descriptor must contain at least one alphabetic character.";
}
