/** At the latest: a tab in the background is not painted. */
const PATIENCE_MS = 100;

/** Runs what can wait until the browser has shown what there is now. Answers how to give it up. */
export function afterPaint(run: () => void): () => void {
  let late: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    clearTimeout(late);
    // A frame is painted after this; what is put off from here comes behind it.
    late = setTimeout(run);
  });
  late = setTimeout(() => {
    cancelAnimationFrame(frame);
    run();
  }, PATIENCE_MS);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(late);
  };
}
