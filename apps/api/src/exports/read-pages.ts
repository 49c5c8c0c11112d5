import type { ExportBound } from "@farebox/db/exports";

/** How much of the ledger one statement looks at. Short enough that neither the database nor this process is held up by it. */
const WINDOW_ENTRIES = 500n;

/**
 * The rows of an export, a window of the ledger after the other. The next is asked for while the last is written, and no
 * further: a reader that stops reading stops the walk, and nothing but memory for two windows waits for it.
 */
export async function* readPages<Row>(
  { afterSeq, lastSeq }: ExportBound,
  read: ReadWindow<Row>,
): AsyncGenerator<readonly Row[]> {
  let from = afterSeq;
  const next = (): Promise<readonly Row[]> | null => {
    if (from >= lastSeq) return null;
    const untilSeq = from + WINDOW_ENTRIES;
    const page = read({ afterSeq: from, untilSeq });
    // Whoever stops in between never asks how this one went.
    page.catch(() => undefined);
    from = untilSeq;
    return page;
  };
  for (let page = next(); page !== null; ) {
    const rows = await page;
    page = next();
    yield rows;
  }
}

export type ReadWindow<Row> = (window: {
  readonly afterSeq: bigint;
  readonly untilSeq: bigint;
}) => Promise<readonly Row[]>;
