import { invalidArgument } from "../errors.ts";
import { isRecord } from "../is-record.ts";
import type { Settings } from "../settings.ts";

/** An input as HTTP: what the path names stands in the path, the rest in the body or behind the question mark. */
export function toRequest(settings: Pick<Settings, "baseUrl" | "key" | "businessId">, asked: Asked): Request {
  const { method, path, input } = asked;
  if (!isRecord(input)) throw invalidArgument("The input must be an object.");
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    if (typeof value === "string" && value !== "" && value !== "." && value !== "..") return encodeURIComponent(value);
    throw invalidArgument(`\`${name}\` must be a string that is not empty.`);
  });
  const hasBody = method === "POST" || method === "PUT" || method === "PATCH";
  const search = new URLSearchParams();
  if (!hasBody) for (const [name, value] of rest) search.set(name, String(value));
  const businessId = asked.businessId ?? (rest.has("businessId") ? undefined : settings.businessId);
  const headers: Record<string, string> = { authorization: `Bearer ${settings.key}`, accept: "application/json" };
  if (hasBody) headers["content-type"] = "application/json";
  if (businessId !== undefined) headers["farebox-business"] = businessId;
  return {
    method,
    url: `${settings.baseUrl}${filled}${search.size === 0 ? "" : `?${search}`}`,
    headers,
    body: hasBody ? toJson(Object.fromEntries(rest)) : null,
  };
}

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly input: unknown;
  readonly businessId: string | undefined;
};

type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

function toJson(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw invalidArgument("The input cannot be written as JSON.", { cause });
  }
}
