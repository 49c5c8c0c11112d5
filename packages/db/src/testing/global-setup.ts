import { startTestCluster } from "./cluster.ts";
import { writeRunCluster } from "./run-cluster.ts";
import { makeTemplate } from "./template.ts";

type Shared = { users: number; started: Promise<() => Promise<void>> };

// Several packages tested in one run load this module several times, and share one cluster nevertheless.
const place = globalThis as { fareboxTestCluster?: Shared };

/** Vitest's set-up for packages that test against Postgres. */
export default async function setUp(): Promise<() => Promise<void>> {
  place.fareboxTestCluster ??= { users: 0, started: start() };
  const shared = place.fareboxTestCluster;
  shared.users += 1;
  const stop = await shared.started;
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete place.fareboxTestCluster;
    await stop();
  };
}

async function start(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster({ isDurable: false });
  try {
    writeRunCluster({
      superuserUrl: cluster.superuserUrl,
      ownerUrl: cluster.ownerUrl,
      template: await makeTemplate(cluster),
    });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster.stop;
}
