/** Long enough for a slow line; whoever scrolls or types meanwhile is left alone. */
const PATIENCE_MS = 10_000;
/** After this long without anything above it growing, a section stands where it will stay. */
const CALM_MS = 1_000;
const OWN_MOVES = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Brings a section into view and puts the focus there, so that the next Tab is inside it. One whose code is still on its way
 * is waited for.
 */
export function goToSection(id: string): void {
  if (!go(id)) followToSection(id);
}

/** Goes to a section once it is there, and stays with it while what stands above still grows. Answers how to give it up. */
export function followToSection(id: string): () => void {
  let calm: ReturnType<typeof setTimeout> | null = null;
  const align = () => {
    if (calm === null ? !go(id) : document.getElementById(id)?.scrollIntoView({ block: "start" })) return;
    clearTimeout(calm ?? undefined);
    calm = setTimeout(stop, CALM_MS);
  };
  const observer = new ResizeObserver(align);
  const patience = setTimeout(stop, PATIENCE_MS);
  function stop() {
    observer.disconnect();
    clearTimeout(patience);
    clearTimeout(calm ?? undefined);
    for (const kind of OWN_MOVES) window.removeEventListener(kind, stop);
  }
  observer.observe(document.body);
  for (const kind of OWN_MOVES) window.addEventListener(kind, stop, { passive: true });
  return stop;
}

function go(id: string): boolean {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: "start" });
  section?.focus({ preventScroll: true });
  return section !== null;
}
