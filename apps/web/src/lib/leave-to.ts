/** Goes to the payment provider's page or the bank's. They bring the person back to `returnPath`. */
export function leaveTo(url: string): void {
  window.location.assign(url);
}

/** Where a person comes back to after paying: it waits for what was paid, and can be opened again and again. */
export function returnPath(businessId: string): string {
  return `/dashboard/billing/return?business=${businessId}`;
}
