/** Moves the focus to the next or previous entry of a table; from outside it, to the first one in view. */
export function stepFocus(table: HTMLElement | null, step: 1 | -1): void {
  const links = [...(table?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? links.indexOf(focused) : -1;
  const inView = links.findIndex((link) => link.getBoundingClientRect().top >= 0);
  const next = at === -1 ? Math.max(inView, 0) : at + step;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}
