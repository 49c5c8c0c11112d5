const SHOWN_RANGES = 5;

/** `2–9, 14, 20–31 and 7 more ranges`: line numbers, short however many there are. */
export function lineRanges(lines: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const line of lines.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last.to + 1) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  const shown = ranges.slice(0, SHOWN_RANGES).map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  const further = ranges.length - shown.length;
  return shown.join(", ") + (further > 0 ? ` and ${further} more ranges` : "");
}
