/** Says in the answer's head, too, that nothing new was done. */
export function markReplayed(ctx: { readonly responseHeaders: Map<string, string> }, outcome: string): void {
  if (outcome === "replayed") ctx.responseHeaders.set("Idempotent-Replayed", "true");
}
