export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const NOTHING: Count = { passed: 0, failed: 0, skipped: 0 };

export function addUp(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    NOTHING,
  );
}

/** A runner that failed without a failed test (it broke down, or found nothing) is one failure. */
export function withRunner(count: Count, isRunnerSuccess: boolean): Count {
  const isNothing = count.passed + count.failed + count.skipped === 0;
  const isUnexplained = count.failed === 0 && (!isRunnerSuccess || isNothing);
  return isUnexplained ? { ...count, failed: 1 } : count;
}
