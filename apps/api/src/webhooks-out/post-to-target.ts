import { type IncomingMessage, request as requestInTheClear } from "node:http";
import { request as requestByTls } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { SecureContextOptions } from "node:tls";
import { hostOf } from "./endpoint-url.ts";
import { type Problem, toProblem } from "./request-problem.ts";

/**
 * Posts once to one of the addresses that were judged, on a connection of its own, and reads the beginning of the answer. It
 * counts when it came whole, or was longer than anybody needs. Follows no redirect and unpacks nothing. Never rejects.
 */
export function postToTarget(wanted: Post): Promise<Posted> {
  const request = begin(wanted);
  return new Promise((resolve) => {
    const end = (posted: Posted) => {
      clearTimeout(connecting);
      wanted.signal.removeEventListener("abort", onAbort);
      resolve(posted);
      request.destroy();
    };
    const onAbort = () => end({ ...NOTHING, problem: "timed_out" });
    const connecting = setTimeout(() => end({ ...NOTHING, problem: "connect_timed_out" }), CONNECT_MS);
    if (wanted.signal.aborted) onAbort();
    wanted.signal.addEventListener("abort", onAbort, { once: true });

    request.on("socket", (socket) => {
      socket.once(wanted.url.protocol === "https:" ? "secureConnect" : "connect", () => {
        clearTimeout(connecting);
        // The lookup gave it nothing else; that it went nowhere else is looked at all the same.
        if (!isOneOf(socket.remoteAddress, wanted.addresses)) end({ ...NOTHING, problem: "address_refused" });
      });
    });
    request.on("response", (response) => readAnswer(response, end));
    request.on("error", (error) => end({ ...NOTHING, problem: toProblem(error) }));
    request.on("close", () => end({ ...NOTHING, problem: "connection_lost" }));
    request.end(wanted.body);
  });
}

export type Post = {
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it, however far it came. */
  readonly signal: AbortSignal;
  /** Whose certificates are believed; left out: those the runtime believes. */
  readonly certificates?: SecureContextOptions["ca"];
};

export type Posted = {
  /** Null when none came. */
  readonly status: number | null;
  readonly retryAfter: string | null;
  /** How the answer begins. */
  readonly answer: Buffer;
  /** Why there is no whole answer; null when there is. */
  readonly problem: Problem | null;
};

const CONNECT_MS = 5_000;
/** What is read of an answer before it is cut. */
const LONGEST_ANSWER_BYTES = 64 * 1024;
const NOTHING = { status: null, retryAfter: null, answer: Buffer.alloc(0) } as const;

function begin({ url, addresses, headers, body, certificates }: Post) {
  const host = hostOf(url);
  const isSecure = url.protocol === "https:";
  const options = {
    method: "POST",
    protocol: url.protocol,
    host,
    port: url.port === "" ? undefined : url.port,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, "content-length": Buffer.byteLength(body), connection: "close" },
    // One of its own: the process's may keep connections, or go by a proxy of the environment that would look names up again.
    agent: false as const,
    lookup: lookupOf(addresses),
    autoSelectFamilyAttemptTimeout: 1_000,
    maxHeaderSize: 16 * 1024,
    insecureHTTPParser: false,
    ...(isSecure && isIP(host) === 0 && { servername: host }),
    ...(isSecure && certificates !== undefined && { ca: certificates }),
  };
  return isSecure ? requestByTls(options) : requestInTheClear(options);
}

/** Answers what was judged, whatever the name would say by now. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, answer) => {
    const first = all[0];
    if (first === undefined) return answer(new Error("no address"), "");
    return options.all ? answer(null, all) : answer(null, first.address, first.family);
  };
}

function readAnswer(response: IncomingMessage, end: (posted: Posted) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const posted = (problem: Problem | null): Posted => ({
    status: response.statusCode ?? null,
    retryAfter: response.headers["retry-after"] ?? null,
    answer: Buffer.concat(chunks),
    problem,
  });
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= LONGEST_ANSWER_BYTES) end(posted(null));
  });
  response.on("end", () => end(posted(response.complete ? null : "connection_lost")));
  response.on("error", () => end(posted("connection_lost")));
  response.on("aborted", () => end(posted("connection_lost")));
}

function isOneOf(remote: string | undefined, addresses: readonly string[]): boolean {
  if (remote === undefined) return false;
  const canonical = new Set(addresses.map(toCanonical));
  return canonical.has(toCanonical(remote)) || canonical.has(remote.replace(/^::ffff:/i, ""));
}

function toCanonical(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address;
}
