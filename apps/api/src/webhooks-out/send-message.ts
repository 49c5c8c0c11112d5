import type { Env } from "../env.ts";
import { findTarget } from "./find-target.ts";
import { type Posted, postToTarget } from "./post-to-target.ts";
import type { Problem } from "./request-problem.ts";
import { type ResolveHost, resolveByNameServers } from "./resolve-host.ts";
import { signMessage } from "./sign-message.ts";

/**
 * Sends one signed message to an endpoint, once, and says what came of it. All of it, from the look-up of the name to the end of
 * the answer, has ten seconds.
 */
export async function sendMessage(settings: SendSettings, sent: SentMessage): Promise<Sent> {
  const startedAt = performance.now();
  const posted = await attempt(settings, sent);
  const problem = posted.problem ?? judgeStatus(posted.status);
  return {
    status: posted.status,
    problem,
    durationMs: Math.round(performance.now() - startedAt),
    answer: toShownAnswer(posted.answer),
    retryAfter: posted.retryAfter,
  };
}

export type SendSettings = Pick<Env["webhooks"], "opened"> & {
  /** Left out: the name servers of this machine. */
  readonly resolve?: ResolveHost;
  readonly certificates?: string;
};

export type SentMessage = {
  readonly url: string;
  readonly messageId: string;
  readonly body: string;
  /** Null when they could not be read. */
  readonly secrets: readonly string[] | null;
};

export type Sent = {
  readonly status: number | null;
  /** Null when it was delivered. */
  readonly problem: Problem | null;
  readonly durationMs: number;
  /** The beginning of what came back; null when nothing did. */
  readonly answer: string | null;
  readonly retryAfter: string | null;
};

const TOTAL_MS = 10_000;
const SHOWN_BYTES = 1_024;

async function attempt({ opened, resolve, certificates }: SendSettings, sent: SentMessage): Promise<Posted> {
  if (sent.secrets === null || sent.secrets.length === 0) return nothing("secret_unreadable");
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TOTAL_MS);
  try {
    const target = await findTarget(sent.url, {
      opened,
      resolve: resolve ?? resolveByNameServers,
      signal: stop.signal,
    });
    if ("refused" in target) return nothing(target.refused);
    const { messageId: id, body, secrets } = sent;
    return await postToTarget({
      ...target,
      headers: { ...HEADERS, ...signMessage({ id, body, sentAt: new Date() }, secrets) },
      body,
      signal: stop.signal,
      ...(certificates !== undefined && { certificates }),
    });
  } catch (failure) {
    if (stop.signal.aborted) return nothing("timed_out");
    throw failure;
  } finally {
    clearTimeout(timer);
  }
}

const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "user-agent": "Farebox-Webhooks/1",
  accept: "*/*",
  // What comes back is never unpacked.
  "accept-encoding": "identity",
};

function nothing(problem: Problem): Posted {
  return { status: null, retryAfter: null, answer: Buffer.alloc(0), problem };
}

function judgeStatus(status: number | null): Problem | null {
  if (status !== null && status >= 200 && status < 300) return null;
  return status !== null && status >= 300 && status < 400 ? "redirect" : "not_a_success";
}

// The database takes no NUL, and a screen no other control character.
function toShownAnswer(answer: Buffer): string | null {
  if (answer.length === 0) return null;
  const text = answer.subarray(0, SHOWN_BYTES).toString("utf8");
  return text.replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}
