/** Goes to the payment provider's page or the bank's. They bring the person back to `returnPath`. */
export function leaveTo(url: string): void {
  window.location.assign(url);
}
