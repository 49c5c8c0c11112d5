type Numbered = { readonly seq: number };

/**
 * Puts the newest entries before those already loaded, each entry once. `isTorn`: so many arrived at once that entries
 * between the two are missing; what is loaded is then shown alone until it is loaded anew.
 */
export function mergeNewest<Item extends Numbered>(
  newest: readonly Item[],
  loaded: readonly Item[],
): { readonly entries: readonly Item[]; readonly isTorn: boolean } {
  const top = loaded[0];
  const lastNew = newest.at(-1);
  if (top === undefined || lastNew === undefined)
    return { entries: newest.length > 0 ? newest : loaded, isTorn: false };
  if (lastNew.seq > top.seq) return { entries: loaded, isTorn: true };
  // The newest page is also the fresher one: an entry in both is taken from it.
  return { entries: [...newest, ...loaded.filter(({ seq }) => seq < lastNew.seq)], isTorn: false };
}
