import { isIP } from "node:net";
import { judgeAddress } from "./address-rules.ts";
import type { Network } from "./ip-address.ts";

/**
 * An address that requests may be sent to, as far as its text tells; where its name leads is judged before every request. The
 * URL parser has already turned every spelling of a host (decimal, octal, hexadecimal, full-width) into the one that is judged.
 */
export function readEndpointUrl(text: string, opened: readonly Network[]): EndpointUrl {
  if (text.length > LONGEST_URL) return { problem: `must have at most ${LONGEST_URL} characters` };
  // Spaces and line ends, which a parser would silently drop, and what only looks like a letter.
  if (/[^!-~]/.test(text)) return { problem: "must be visible ASCII without spaces" };
  const url = URL.parse(text);
  if (url === null) return { problem: "must be an address such as https://example.com/farebox" };
  const problem = findProblem(url, text, opened);
  return problem === null ? { url } : { problem };
}

export type EndpointUrl = { readonly url: URL } | { readonly problem: string };

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function portOf(url: URL): number {
  return url.port === "" ? DEFAULT_PORT[url.protocol === "http:" ? "http:" : "https:"] : Number(url.port);
}

function findProblem(url: URL, text: string, opened: readonly Network[]): string | null {
  if (url.protocol !== "https:" && (url.protocol !== "http:" || opened.length === 0)) return "must begin with https://";
  if (!text.toLowerCase().startsWith(`${url.protocol}//`)) return `must begin with ${url.protocol}//`;
  if (url.username !== "" || url.password !== "" || hasUserInfo(text)) return "must not hold a user name or password";
  if (text.includes("#")) return "must not have a fragment";
  if (text.includes("\\")) return "must not hold a backslash";
  return findHostProblem(url, opened) ?? findPortProblem(url);
}

/** `https://@host` has an empty one, of which the parser keeps nothing. */
function hasUserInfo(text: string): boolean {
  return /^[a-z]+:\/\/[^/?#\\]*@/i.test(text);
}

function findHostProblem(url: URL, opened: readonly Network[]): string | null {
  const host = hostOf(url);
  if (host === "" || host.endsWith(".")) return "must name a host";
  if (isIP(host) !== 0) {
    const verdict = judgeAddress(host, opened);
    if (verdict === "refused") return PRIVATE;
    return verdict === "public" && url.protocol === "http:" ? "must begin with https://" : null;
  }
  if (LOCALHOST.test(host)) return LOOPBACK.some((it) => judgeAddress(it, opened) === "opened") ? null : PRIVATE;
  // Names that only an inside resolver knows mean nothing unless an inside network is open.
  if (opened.some(isInsideNetwork)) return null;
  if (INSIDE_NAME.test(host)) return PRIVATE;
  return url.protocol === "http:" ? "must begin with https://" : null;
}

function isInsideNetwork({ bytes }: Network): boolean {
  return bytes.length === 4 ? bytes[0] !== 127 : bytes[0] !== 0;
}

function findPortProblem(url: URL): string | null {
  const port = portOf(url);
  if (port === 0) return "must name a port";
  const isUsual = port === DEFAULT_PORT["https:"] || port === DEFAULT_PORT["http:"];
  return isUsual || (port >= 1024 && !PORTS_OF_OTHERS.has(port)) ? null : `must not name port ${port}`;
}

const LONGEST_URL = 2_000;
const PRIVATE = "must not lead to a private or reserved address";
const DEFAULT_PORT = { "http:": 80, "https:": 443 } as const;
const LOCALHOST = /^(?:.+\.)?localhost$/;
export const LOOPBACK: readonly string[] = ["127.0.0.1", "::1"];
const INSIDE_NAME = /^[^.]+$|\.(?:internal|local|localdomain|lan|home|corp|intranet|private|arpa|onion|invalid)$/;

/** Databases, caches, container engines and what browsers do not speak HTTP to: nobody's endpoint, and harmed by a request. */
const PORTS_OF_OTHERS: ReadonlySet<number> = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432,
  5900, 5984, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 9200, 9300, 10080, 10250,
  10255, 11211, 27017,
]);
