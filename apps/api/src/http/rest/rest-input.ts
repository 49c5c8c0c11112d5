import type { FieldProblem } from "../../field-codes.ts";
import { ApiError, invalidField } from "../api-error.ts";
import type { Exchange } from "../exchange.ts";
import { API_BODY, readBody } from "../request-body.ts";
import { parseStrictJson } from "../strict-json.ts";
import { fieldsOf, kindOf } from "./object-fields.ts";
import type { FoundRoute } from "./routes.ts";

/** The input of a procedure, put together from path, query or body, and the idempotency header. */
export async function readRestInput(exchange: Exchange, { route, values }: FoundRoute): Promise<unknown> {
  const hasBody = ["POST", "PUT", "PATCH"].includes(route.rest.method);
  const query = readQuery(exchange, fieldsOf(route.input));
  if (route.type === "subscription") return withLastEvent(exchange, withPath(query, values));
  if (!hasBody) return withPath(query, values);
  refuseQuery(query);
  const body = await readBodyObject(exchange);
  return withIdempotencyKey(exchange, withPath(body, values), route.rest.idempotencyField);
}

type Fields = ReturnType<typeof fieldsOf>;
type Input = Readonly<Record<string, unknown>>;

function readQuery(exchange: Exchange, fields: Fields): Input {
  if (exchange.query === "") return {};
  const problems: FieldProblem[] = [];
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(exchange.query)) {
    if (given.has(name)) problems.push({ path: name, code: "invalid", message: "must be given once" });
    given.set(name, value);
  }
  if (problems.length > 0) throw new ApiError("validation_failed", { fields: problems });
  return Object.fromEntries(
    [...given].map(([name, text]) => [name, fromText(text, Object.hasOwn(fields, name) ? fields[name] : undefined)]),
  );
}

/** Text becomes a number or truth value only where the schema asks for one and the text is exactly that. */
function fromText(text: string, schema: Fields[string] | undefined): unknown {
  if (schema === undefined) return text;
  const kind = kindOf(schema);
  if (kind === "number" && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function refuseQuery(query: Input): void {
  const names = Object.keys(query);
  if (names.length === 0) return;
  throw new ApiError("validation_failed", {
    fields: names.map((path) => ({ path, code: "invalid" as const, message: "belongs in the body" })),
  });
}

async function readBodyObject(exchange: Exchange): Promise<Input> {
  const text = await readBody(exchange, API_BODY);
  const body = text === "" ? {} : parseStrictJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalidField("body", "must be an object");
  return body as Input;
}

function withPath(input: Input, values: Readonly<Record<string, string>>): Input {
  const twice = Object.keys(values).filter((name) => Object.hasOwn(input, name));
  if (twice.length > 0)
    throw new ApiError("validation_failed", {
      fields: twice.map((path) => ({ path, code: "invalid" as const, message: "is part of the address" })),
    });
  // `__proto__` stays a name of its own here, to be refused with its path like any other unknown one.
  return Object.assign(
    Object.create(null) as object,
    Object.fromEntries([...Object.entries(input), ...Object.entries(values)]),
  );
}

/** Where a browser that lost its event stream wants to go on. */
function withLastEvent(exchange: Exchange, input: Input): Input {
  const lastEventId = exchange.header("last-event-id");
  return lastEventId === undefined ? input : { ...input, lastEventId };
}

function withIdempotencyKey(exchange: Exchange, input: Input, field: string | undefined): Input {
  const key = exchange.header("idempotency-key");
  if (field === undefined || key === undefined) return input;
  const inBody = input[field];
  if (inBody === undefined) return { ...input, [field]: key };
  if (inBody !== key) throw invalidField(field, "differs from the header Idempotency-Key");
  return input;
}
