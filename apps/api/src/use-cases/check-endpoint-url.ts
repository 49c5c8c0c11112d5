import type { Deps } from "../deps.ts";
import { readEndpointUrl } from "../webhooks-out/endpoint-url.ts";
import { findTarget } from "../webhooks-out/find-target.ts";
import { resolveByNameServers } from "../webhooks-out/resolve-host.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

/**
 * Refuses early what would be refused at every request. A name that is not found yet may be set up later, so it is let through:
 * what counts is where it leads whenever something is sent.
 */
export async function checkEndpointUrl({ env }: Pick<Deps, "env">, text: string): Promise<string | Refusal> {
  const { opened } = env.webhooks;
  const read = readEndpointUrl(text, opened);
  if ("problem" in read) return refuseFields([{ path: "url", code: "wrong_format", message: read.problem }]);
  const signal = AbortSignal.timeout(LOOK_UP_MS);
  const target = await findTarget(read.url.href, { opened, resolve: resolveByNameServers, signal }).catch(() => null);
  if (target !== null && "refused" in target && target.refused === "address_refused")
    return refuseFields([
      { path: "url", code: "private_address", message: "must not lead to a private or reserved address" },
    ]);
  return read.url.href;
}

const LOOK_UP_MS = 2_000;
