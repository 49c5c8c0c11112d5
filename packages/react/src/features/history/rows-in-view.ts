/** Rows drawn beyond each edge of the window, so that scrolling rarely shows an empty place. */
const BEYOND = 20;
/** The edges move by so many rows at once: drawing anew for every row that passes would be most of the work. */
const STEP = 10;

export type RowsInView = { readonly first: number; readonly end: number };

/** Which rows of a long table are near the window, from where each begins; pixels are counted from the first row's top. */
export function findRowsInView(
  starts: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): RowsInView {
  const count = starts.length - 1;
  const first = Math.floor((rowAt(starts, from) - BEYOND) / STEP) * STEP;
  const end = Math.ceil((rowAt(starts, to) + 1 + BEYOND) / STEP) * STEP;
  return { first: Math.min(Math.max(first, 0), count), end: Math.min(Math.max(end, 0), count) };
}

/** Where each row begins, and last where the table ends. */
export function addUpHeights(heights: readonly number[]): readonly number[] {
  const starts = [0];
  let end = 0;
  for (const height of heights) {
    end += height;
    starts.push(end);
  }
  return starts;
}

/** The row at a height: the last one that begins at or above it. */
function rowAt(starts: readonly number[], height: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}
