import type { Timekeeper } from "../clock/timekeeper.ts";
import { type Answer, answerError, answerJson } from "../wire/answer.ts";
import type { Api, ApiRequest } from "../wire/answer-request.ts";
import { invalidRequest } from "../wire/errors.ts";
import { mergeParameters, parseForm } from "../wire/form-body.ts";
import { matchPath, segmentsOfPath } from "../wire/path-pattern.ts";
import type { RawHash, RawValue } from "../wire/raw-parameters.ts";
import { DOORS } from "./registry.ts";
import type { RequestLog } from "./request-log.ts";

/** Answers a request to one of the sandbox's own doors. */
export async function openDoor(
  {
    api,
    timekeeper,
    requestLog,
    flushed,
  }: { api: Api; timekeeper: Timekeeper; requestLog: RequestLog; flushed: () => Promise<void> },
  request: ApiRequest,
): Promise<Answer> {
  try {
    const segments = segmentsOfPath(request.pathname);
    for (const door of DOORS) {
      const path = door.method === request.method ? matchPath(door.path.split("/"), segments) : null;
      if (path === null) continue;
      const visit = door.open(mergeParameters(parseForm(request.query), readBody(request)));
      const answer = answerJson(200, await visit({ world: api.world, timekeeper, requestLog, path }));
      await flushed();
      return answer;
    }
    throw invalidRequest(`The sandbox has no door ${request.method} ${request.pathname}.`, { status: 404 });
  } catch (failure) {
    return answerError(failure, { requestLogUrl: null, onBug: api.onBug });
  }
}

function readBody(request: ApiRequest): RawHash {
  if (!request.headers["content-type"]?.startsWith("application/json")) return parseForm(request.body);
  try {
    return fromJson(JSON.parse(request.body || "{}")) as RawHash;
  } catch {
    throw invalidRequest("The body is not JSON.");
  }
}

/** JSON as a form would say it, so that one kind of schema reads both. */
function fromJson(value: unknown): RawValue {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromJson(each)]));
  }
  return value === null ? "" : String(value);
}
