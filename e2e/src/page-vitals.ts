import type { Page } from "@playwright/test";

export type Vitals = {
  /** How far what stood still was moved in the worst few seconds, as browsers sum it; what the reader set off does not count. */
  readonly layoutShift: number;
  /** What was moved, for whoever looks why. */
  readonly moved: readonly string[];
  /** The slowest answer to a click or a key: from the press to the next picture, in milliseconds, in steps of eight. */
  readonly slowestMs: number;
};

type Recorded = {
  shifts: { at: number; value: number; moved: string[] }[];
  answers: Map<number, number>;
  read: () => void;
};

/** Measures, from the page's first moment on, what its readers feel. To be called before the page is opened. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const recorded: Recorded = { shifts: [], answers: new Map(), read: () => undefined };
    const take = (entries: PerformanceEntryList) => {
      for (const entry of entries as unknown as readonly (PerformanceEventTiming & LayoutShift)[]) {
        if (entry.entryType === "layout-shift" && !entry.hadRecentInput)
          recorded.shifts.push({ at: entry.startTime, value: entry.value, moved: entry.sources.map(describe) });
        if (entry.entryType === "event" && entry.interactionId > 0)
          recorded.answers.set(
            entry.interactionId,
            Math.max(entry.duration, recorded.answers.get(entry.interactionId) ?? 0),
          );
      }
    };
    const describe = ({ node, previousRect: from, currentRect: to }: LayoutShiftAttribution) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const name = [element?.tagName, element?.id, element?.textContent?.trim().slice(0, 24)].filter(Boolean).join(" ");
      return `${name}: ${Math.round(from.y)} → ${Math.round(to.y)}`;
    };
    const observers = [
      { type: "layout-shift", buffered: true },
      { type: "event", buffered: true, durationThreshold: 16 },
    ].map((options) => {
      const observer = new PerformanceObserver((list) => take(list.getEntries()));
      observer.observe(options);
      return observer;
    });
    recorded.read = () => {
      for (const observer of observers) take(observer.takeRecords());
    };
    (window as unknown as { vitals: Recorded }).vitals = recorded;
  });
}

/** What was measured since the page was opened, or since `forgetVitals`; also of the picture that is drawn just now. */
export async function readVitals(page: Page): Promise<Vitals> {
  const { shifts, slowestMs } = await page.evaluate(async () => {
    // An answer is measured when its picture is there, and told after that.
    for (let picture = 0; picture < 3; picture++)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const { vitals } = window as unknown as { vitals: Recorded };
    vitals.read();
    return { shifts: vitals.shifts, slowestMs: Math.max(0, ...vitals.answers.values()) };
  });
  const moved = shifts.map(({ value, moved }) => `${value.toFixed(4)} ${moved.join("; ")}`);
  return { layoutShift: sumWorst(shifts), moved, slowestMs };
}

/** Shifts belong together while there is less than a second between them, for five seconds at most. */
function sumWorst(shifts: Recorded["shifts"]): number {
  let worst = 0;
  let together = { from: 0, last: Number.NEGATIVE_INFINITY, sum: 0 };
  for (const { at, value } of shifts) {
    const isNext = at - together.last > 1_000 || at - together.from > 5_000;
    together = isNext ? { from: at, last: at, sum: value } : { ...together, last: at, sum: together.sum + value };
    worst = Math.max(worst, together.sum);
  }
  return worst;
}

export async function forgetVitals(page: Page): Promise<void> {
  await readVitals(page);
  await page.evaluate(() => {
    const { vitals } = window as unknown as { vitals: Recorded };
    vitals.shifts.length = 0;
    vitals.answers.clear();
  });
}

type LayoutShiftAttribution = {
  readonly node: Node | null;
  readonly previousRect: DOMRectReadOnly;
  readonly currentRect: DOMRectReadOnly;
};
type LayoutShift = {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly LayoutShiftAttribution[];
};
