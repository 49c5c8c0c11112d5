import type { AddJobFunction } from "graphile-worker";

/** Orders the next sweep. By its key there is one at a time, however many hosts order it; the crontab begins anew if none did. */
export async function sweepSoon(
  { addJob }: { readonly addJob: AddJobFunction },
  inMilliseconds: number,
): Promise<void> {
  const runAt = new Date(Date.now() + inMilliseconds);
  await addJob("expire_due", {}, { runAt, jobKey: "expire_due", jobKeyMode: "replace", maxAttempts: 1 });
}
