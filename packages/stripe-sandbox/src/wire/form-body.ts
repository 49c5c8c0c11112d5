import { invalidRequest } from "./errors.ts";
import type { RawHash, RawValue } from "./raw-parameters.ts";

const MAXIMUM_DEPTH = 10;
const MAXIMUM_PARAMETERS = 10_000;

/** Reads `a=1&b[c]=2&d[]=3&e[0][f]=4` as Rack does, which Stripe's servers are built on. */
export function parseForm(text: string): RawHash {
  const root = emptyHash();
  let count = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MAXIMUM_PARAMETERS) throw invalidRequest("Too many parameters.");
    const path = segmentsOf(key);
    if (path !== null) put(root, path, value, key);
  }
  return root;
}

/** Parameters of the query and of the body together; the body wins. */
export function mergeParameters(query: RawHash, body: RawHash): RawHash {
  return Object.assign(emptyHash(), query, body);
}

type Hash = { [name: string]: RawValue };

/** `a[b][]` is `["a", "b", ""]`; null for a key with no name at all. */
function segmentsOf(key: string): [string, ...string[]] | null {
  const name = /^[^[]*/u.exec(key)?.[0] ?? "";
  if (name === "") return null;
  const rest = key.slice(name.length);
  if (rest !== "" && !/^(\[[^[\]]*\])+$/u.test(rest)) return [key];
  const path = [...rest.matchAll(/\[([^[\]]*)\]/gu)].map((match) => match[1] ?? "");
  if (path.length > MAXIMUM_DEPTH) throw invalidRequest(`Parameter ${name} is nested too deeply.`, { param: name });
  return [name, ...path];
}

function put(target: Hash, [name, ...rest]: readonly [string, ...string[]], value: string, key: string): void {
  const [next, ...after] = rest;
  const current = target[name];
  if (next === undefined) target[name] = value;
  else if (next === "") target[name] = appended(listIn(current, key), after, value, key);
  else {
    const hash = hashIn(current, key);
    put(hash, [next, ...after], value, key);
    target[name] = hash;
  }
}

/** `a[][b]=1&a[][c]=2` is one hash with two names; a name seen again begins the next hash. */
function appended(list: RawValue[], path: readonly string[], value: string, key: string): RawValue[] {
  const [name, ...rest] = path;
  if (name === undefined) return [...list, value];
  const last = list.at(-1);
  const continues = typeof last === "object" && !Array.isArray(last) && !hasPath(last as RawHash, [name, ...rest]);
  const hash = continues ? (last as Hash) : emptyHash();
  put(hash, [name, ...rest], value, key);
  return continues ? list : [...list, hash];
}

function hasPath(hash: RawHash, [name, ...rest]: readonly string[]): boolean {
  const value = name === undefined || name === "" ? undefined : hash[name];
  if (value === undefined) return false;
  return typeof value === "string" || Array.isArray(value) || hasPath(value as RawHash, rest);
}

function listIn(current: RawValue | undefined, key: string): RawValue[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw invalidRequest(`Invalid array: parameter '${key}' is also given another way.`, { param: key });
}

function hashIn(current: RawValue | undefined, key: string): Hash {
  if (current === undefined) return emptyHash();
  if (typeof current === "object" && !Array.isArray(current)) return current as Hash;
  throw invalidRequest(`Invalid object: parameter '${key}' is also given another way.`, { param: key });
}

/** Without a prototype, so that a parameter may be called `__proto__` and be refused like any unknown one. */
function emptyHash(): Hash {
  return Object.create(null);
}
