/** How long to wait before trying again: longer each time, and never at the same moment as everybody else. */
export function backOffMs(failures: number, { firstMs = 100, mostMs = 5_000 } = {}): number {
  const most = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return most * (0.5 + Math.random() / 2);
}
