import { availableParallelism, cpus, totalmem, type } from "node:os";

/** What figures were measured on. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `${availableParallelism()} × ${cpu?.model.trim() ?? "unknown processor"}, ${memoryGb} GB, ${type()}, Node ${process.versions.node}, PostgreSQL 18 embedded with the product's settings (every commit durable)`;
}
