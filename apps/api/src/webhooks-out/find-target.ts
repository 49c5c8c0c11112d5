import { isIP } from "node:net";
import { judgeAddress } from "./address-rules.ts";
import { hostOf, LOOPBACK, readEndpointUrl } from "./endpoint-url.ts";
import type { Network } from "./ip-address.ts";
import type { ResolveHost } from "./resolve-host.ts";

/**
 * Where a request to this address may go: the very addresses that were judged, and to no other one a connection is made. A name
 * of which only one address is private leads nowhere: whoever can choose would choose that one.
 */
export async function findTarget(text: string, rules: TargetRules): Promise<Target> {
  const read = readEndpointUrl(text, rules.opened);
  if ("problem" in read) return { refused: "address_refused" };
  const { url } = read;
  const addresses = await findAddresses(hostOf(url), rules);
  if (addresses.length === 0) return { refused: "name_not_found" };
  const verdicts = addresses.map((address) => judgeAddress(address, rules.opened));
  if (verdicts.includes("refused")) return { refused: "address_refused" };
  // In the clear only inside of what the installation itself opened.
  if (url.protocol === "http:" && verdicts.includes("public")) return { refused: "address_refused" };
  return { url, addresses };
}

export type TargetRules = {
  readonly opened: readonly Network[];
  readonly resolve: ResolveHost;
  readonly signal: AbortSignal;
};

export type Target =
  | { readonly url: URL; readonly addresses: readonly string[] }
  | { readonly refused: "address_refused" | "name_not_found" };

async function findAddresses(host: string, { opened, resolve, signal }: TargetRules): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  if (host === "localhost" || host.endsWith(".localhost")) {
    // These names are the loopback by definition; of its two forms, what is opened.
    return LOOPBACK.filter((address) => judgeAddress(address, opened) === "opened");
  }
  return resolve(host, signal);
}
