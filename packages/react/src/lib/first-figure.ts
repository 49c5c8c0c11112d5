/** At most this long: whoever waits for the balance on a slow line still gets the rest of the page. */
const PATIENCE_MS = 1_500;

let tell: () => void = () => undefined;
const told = new Promise<void>((resolve) => {
  tell = resolve;
});

/** The balance is on the page, or failed. */
export function figureSettled(): void {
  tell();
}

/** Waits for it where there is one, so that code nobody needs yet does not share the network with it. */
export async function afterFirstFigure(): Promise<void> {
  if (!window.location.pathname.startsWith("/dashboard/billing")) return;
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
