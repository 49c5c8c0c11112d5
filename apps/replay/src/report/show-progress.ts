export type ProgressDisplay = {
  update(answered: number): void;
  note(text: string): void;
  end(): void;
};

export type Output = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

const LINE_EVERY_MS = 2_000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 20;

/** A bar where someone watches, a line every two seconds where the output is kept. */
export function showProgress(output: Output, total: number): ProgressDisplay {
  const isBar = output.isTTY === true;
  const startedAt = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  let first: number | null = null;
  const show = (answered: number) => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const perSecond = seconds > 0 ? (answered - (first ?? answered)) / seconds : 0;
    const share = total === 0 ? 1 : answered / total;
    const text = `${answered.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} events (${Math.floor(share * 100)} %), ${Math.round(perSecond).toLocaleString("en-US")}/s`;
    if (!isBar) return output.write(`${text}\n`);
    const full = Math.round(share * BAR_WIDTH);
    const line = `[${"#".repeat(full)}${".".repeat(BAR_WIDTH - full)}] ${text}`;
    return output.write(`\r\u001B[K${line.slice(0, (output.columns ?? 100) - 1)}`);
  };
  return {
    update(answered) {
      first ??= answered;
      const now = performance.now();
      if (answered < total && now - shownAt < (isBar ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
      shownAt = now;
      show(answered);
    },
    note: (text) => void output.write(isBar ? `\r\u001B[K${text}\n` : `${text}\n`),
    end: () => void (isBar && output.write("\n")),
  };
}
