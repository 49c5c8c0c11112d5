/** What one visit came to: four marks of 100, and the times they rest on. */
export type Scores = {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly layoutShift: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  readonly blockedMs: number;
  readonly speedIndexMs: number;
};
export type Form = "desktop" | "mobile";

const FASTEST: Readonly<Record<Form, number>> = { desktop: 95, mobile: 90 };
const MOST_LAYOUT_SHIFT = 0.02;

/** The middle of each figure by itself: one slow moment of the machine moves none of them. */
export function median(seen: readonly Scores[]): Scores {
  const [first] = seen;
  if (first === undefined) throw new Error("nothing was measured");
  const middle = (name: keyof Scores) => {
    const values = seen.map((scores) => scores[name]).sort((left, right) => left - right);
    return values[Math.floor(values.length / 2)] ?? 0;
  };
  const names = Object.keys(first) as (keyof Scores)[];
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Scores;
}

/** Which floors were missed, in words. */
export function judge(page: string, { form, scores }: { readonly form: Form; readonly scores: Scores }): string[] {
  const floors = [
    ["performance", scores.performance, FASTEST[form]],
    ["accessibility", scores.accessibility, 100],
    ["best practices", scores.bestPractices, 100],
  ] as const;
  const missed = floors.filter(([, mark, floor]) => mark < floor);
  const said = missed.map(([name, mark, floor]) => `${page}: ${name} is ${mark}, at least ${floor} was promised`);
  if (scores.layoutShift > MOST_LAYOUT_SHIFT)
    said.push(`${page}: layout shift is ${scores.layoutShift}, at most ${MOST_LAYOUT_SHIFT} was promised`);
  return said;
}

export function tell(page: string, scores: Scores): string {
  const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(2)} s`;
  return [
    page.padEnd(18),
    `performance ${scores.performance}, accessibility ${scores.accessibility}, best practices ${scores.bestPractices}`,
    `(first paint ${seconds(scores.firstPaintMs)}, largest ${seconds(scores.largestPaintMs)}, speed index ${seconds(scores.speedIndexMs)}, blocked ${Math.round(scores.blockedMs)} ms, shift ${scores.layoutShift.toFixed(3)})`,
  ].join(" ");
}
