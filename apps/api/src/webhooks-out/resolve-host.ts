import { Resolver } from "node:dns/promises";

/** Asks name servers for all addresses of a name. Empty when it has none; rejects with `AbortError` when it takes too long. */
export type ResolveHost = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/**
 * Not by the system's own lookup: that one blocks a thread of a small pool that files use, too, for as long as a hostile name
 * server likes. So the file of hosts is not read; a name has to be in DNS.
 */
export const resolveByNameServers: ResolveHost = async (host, signal) => {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  const stop = () => resolver.cancel();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    signal.throwIfAborted();
    return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  } finally {
    signal.removeEventListener("abort", stop);
  }
};
