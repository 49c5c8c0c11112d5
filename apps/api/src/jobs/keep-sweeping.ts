import type { JobHelpers } from "graphile-worker";

/** Orders the next sweep. By its key there is one at a time, however many hosts order it; the crontab begins anew if none did. */
export async function keepSweeping({ addJob }: Pick<JobHelpers, "addJob">): Promise<void> {
  await addJob(
    "expire_due",
    {},
    {
      runAt: new Date(Date.now() + SWEEP_EVERY_MS),
      jobKey: "expire_due",
      jobKeyMode: "replace",
      maxAttempts: 1,
    },
  );
}

const SWEEP_EVERY_MS = 3_000;
