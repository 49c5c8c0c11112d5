/** Why a request did not count as delivered, in words that an owner is shown. */
export const PROBLEMS = {
  address_refused: "the address is private, reserved or not allowed",
  name_not_found: "the name of the host was not found",
  connect_timed_out: "no connection within 5 seconds",
  connection_refused: "the connection was refused",
  connection_lost: "the connection was lost before the answer was complete",
  certificate_refused: "the certificate was not accepted",
  not_http: "the answer was not HTTP",
  timed_out: "no complete answer within 10 seconds",
  redirect: "a redirect, which is not followed",
  not_a_success: "the answer was not a 2xx",
  secret_unreadable: "the secret could not be read: rotate it",
} as const;

export type Problem = keyof typeof PROBLEMS;

/** What the runtime's error of a request means. */
export function toProblem(error: Error): Problem {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "ECONNREFUSED" || code === "EHOSTUNREACH" || code === "ENETUNREACH") return "connection_refused";
  if (code === "ETIMEDOUT") return "connect_timed_out";
  if (code.startsWith("HPE_")) return "not_http";
  if (/^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_SSL|EPROTO)/.test(code)) return "certificate_refused";
  // Several addresses were tried.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return toProblem(error.errors[0]);
  return "connection_lost";
}

/** Whether nothing that is sent there gets through now, as opposed to this one message. */
export function isOfTheWay(problem: Problem): boolean {
  return !["redirect", "not_a_success"].includes(problem);
}
