/** The old values of what changed: hashes by the names that changed, lists as a whole, names that are new as null. */
export function previousAttributes(before: object, after: object): { [name: string]: unknown } {
  const old = new Map<string, unknown>(Object.entries(before));
  const previous: { [name: string]: unknown } = {};
  for (const [name, current] of Object.entries(after)) {
    const value = old.get(name) ?? null;
    old.delete(name);
    if (isHash(value) && isHash(current)) {
      const inner = previousAttributes(value, current);
      if (Object.keys(inner).length > 0) previous[name] = inner;
    } else if (JSON.stringify(value) !== JSON.stringify(current ?? null)) previous[name] = value;
  }
  for (const [name, value] of old) previous[name] = value;
  return previous;
}

function isHash(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
