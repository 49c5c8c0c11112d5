/** Says in the answer's head, too, that nothing new was done. */
export function markReplayed(ctx: { readonly responseHeaders: Headers }, outcome: string): void {
  if (outcome === "replayed") ctx.responseHeaders.set("Idempotent-Replayed", "true");
}
