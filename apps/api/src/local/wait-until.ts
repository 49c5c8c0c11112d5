/** Whether something came true in time. Looks again every 50 ms. */
export async function waitUntil(isTrue: () => Promise<boolean>, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await isTrue()) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
