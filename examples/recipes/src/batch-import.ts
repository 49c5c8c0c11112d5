import type { Farebox, UsageEvent, UsageResult } from "@farebox/sdk";

/** As many events as one request may carry are 1,000. */
const EVENTS_A_BATCH = 500;

/**
 * Records lines of JSON, such as `{ "id": "4711", "service": "sms", "quantity": 2, "at": "2026-10-01T09:30:00Z" }`. It may be
 * interrupted anywhere and started again with the same lines: each is charged once.
 */
export async function importUsage(farebox: Farebox, lines: AsyncIterable<string>): Promise<Imported> {
  const outcomes = { recorded: 0, replayed: 0, refused: 0, review: 0 };
  const refused: UsageResult[] = [];
  let batch: UsageEvent[] = [];
  let lineNumber = 0;

  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() === "") continue;
    batch.push(toEvent(line, lineNumber));
    if (batch.length === EVENTS_A_BATCH) await send();
  }
  await send();
  return { outcomes, refused };

  async function send(): Promise<void> {
    const results = batch.length === 0 ? [] : await farebox.usage.record(batch);
    batch = [];
    for (const result of results) {
      outcomes[result.outcome] += 1;
      if (result.outcome === "refused") refused.push(result);
    }
  }
}

/** The key comes from the line itself: from a counter or the clock it would be another one next time, and charged again. */
function toEvent(line: string, lineNumber: number): UsageEvent {
  try {
    const { id, service, quantity, at } = JSON.parse(line) as Line;
    if (typeof id !== "string" || id === "") throw new Error("`id` is missing");
    return { key: `import-${id}`, service, quantity, occurredAt: at };
  } catch (error) {
    throw new Error(`Line ${lineNumber} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Line = { readonly id?: unknown; readonly service: string; readonly quantity: number; readonly at: string };

export type Imported = {
  readonly outcomes: Readonly<Record<UsageResult["outcome"], number>>;
  /** With their reasons. */
  readonly refused: readonly UsageResult[];
};
