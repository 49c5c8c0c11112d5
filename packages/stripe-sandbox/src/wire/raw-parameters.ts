/** What a form-encoded body or query says before a schema has read it: strings, lists and hashes of them. */
export type RawValue = string | readonly RawValue[] | RawHash;
export interface RawHash {
  readonly [name: string]: RawValue;
}

export function isRawHash(raw: RawValue): raw is RawHash {
  return typeof raw === "object" && !Array.isArray(raw);
}
