const VARIABLE = "FAREBOX_TEST_RUN_CLUSTER";

/** The cluster that the set-up of this test run started, handed to the test processes by the environment. */
export type RunCluster = {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  /** Name of the migrated database that tests clone. */
  readonly template: string;
};

export function readRunCluster(): RunCluster {
  const handedOver = process.env[VARIABLE];
  if (handedOver === undefined) {
    throw new Error("No test cluster: this package's vitest.config.ts must name db's testing/global-setup.ts.");
  }
  return JSON.parse(handedOver) as RunCluster;
}

export function writeRunCluster(cluster: RunCluster): void {
  process.env[VARIABLE] = JSON.stringify(cluster);
}
