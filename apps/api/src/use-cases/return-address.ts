import { type Refusal, refuseFields } from "./refusal.ts";

/**
 * Where somebody comes back to after paying: our own page, or an address of the same origin that the caller named. Anything
 * else is refused, so that nobody can be sent from our bank page to a stranger's.
 */
export function readReturnAddress({ publicUrl, given, businessId }: AskedReturn): URL | Refusal {
  if (given === undefined) return new URL(`/dashboard/billing?business=${businessId}`, publicUrl);
  const isPath = /^\/(?![/\\])/.test(given);
  const isPlain = given.length <= MOST_LETTERS && !/[\s\\\p{Cc}]/u.test(given);
  const url = isPlain && (isPath || /^https?:\/\//i.test(given)) ? URL.parse(given, publicUrl) : null;
  const isOurs = url !== null && url.origin === new URL(publicUrl).origin && url.username === "" && url.password === "";
  return isOurs ? url : refuseFields([{ path: "returnUrl", message: `must be an address of ${publicUrl}` }]);
}

type AskedReturn = {
  readonly publicUrl: string;
  readonly given: string | undefined;
  readonly businessId: string;
};

/** The same address with what became of it: `paid` when the person went through, or else that they turned back. */
export function returnUrls(returnTo: URL, came: Readonly<Record<string, string>>) {
  return { successUrl: withQuery(returnTo, came), cancelUrl: withQuery(returnTo, { ...came, canceled: "1" }) };
}

function withQuery(address: URL, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

const MOST_LETTERS = 1_000;
