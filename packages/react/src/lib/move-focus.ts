/** Focus moves once a form is drawn again: only then is there what it moves to. */
export function moveFocus(form: HTMLElement | null, selector: string): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>(selector)?.focus());
}

/** Gives the focus a place when the control that had it went away with its row or its bar. */
export function keepFocus(form: HTMLElement | null, selector = "[data-add]"): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    (form?.querySelector<HTMLElement>(selector) ?? form?.querySelector<HTMLElement>("[data-add]"))?.focus();
  });
}
