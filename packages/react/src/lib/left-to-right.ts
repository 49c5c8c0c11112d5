import { isRightToLeft } from "./locale.ts";

/** Signs, digits and letters that belong together keep their order in a line that runs from right to left. */
export function leftToRight(text: string): string {
  return isRightToLeft ? `\u2066${text}\u2069` : text;
}
