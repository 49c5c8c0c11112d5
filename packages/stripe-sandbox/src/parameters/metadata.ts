import { invalidRequest } from "../wire/errors.ts";
import { isRawHash } from "../wire/raw-parameters.ts";
import type { Schema } from "./schema.ts";

const MAXIMUM_KEYS = 50;
const MAXIMUM_KEY_LENGTH = 40;
const MAXIMUM_VALUE_LENGTH = 500;

/** Changes to metadata: null deletes all of it, an empty value deletes its key. */
export type MetadataChange = { readonly [key: string]: string } | null;

export function metadata(): Schema<MetadataChange> {
  return {
    about: { kind: "metadata" },
    parse(raw, param) {
      if (raw === "") return null;
      if (!isRawHash(raw)) throw invalidRequest("Invalid object", { param });
      const change: { [key: string]: string } = {};
      for (const [key, value] of Object.entries(raw)) {
        if (typeof value !== "string") {
          throw invalidRequest(
            `Metadata values must be strings, but for key \`${key}\` you passed in a value of type hash.`,
            { param },
          );
        }
        checkLengths(key, value, param);
        change[key] = value;
      }
      return change;
    },
  };
}

/** Merges as Stripe does: keys not named stay. */
export function mergeMetadata(
  current: { readonly [key: string]: string },
  change: MetadataChange | undefined,
): { [key: string]: string } {
  if (change === undefined) return { ...current };
  if (change === null) return {};
  const merged = Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ""));
  if (Object.keys(merged).length > MAXIMUM_KEYS) {
    throw invalidRequest(
      `You can only have up to ${MAXIMUM_KEYS} metadata keys, but you passed in ${Object.keys(merged).length}.`,
      {
        param: "metadata",
      },
    );
  }
  return merged;
}

function checkLengths(key: string, value: string, param: string): void {
  if (key.length > MAXIMUM_KEY_LENGTH) {
    throw invalidRequest(
      `Metadata keys can have up to ${MAXIMUM_KEY_LENGTH} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
      { param },
    );
  }
  if (/[[\]]/u.test(key)) throw invalidRequest("Metadata keys cannot contain square brackets.", { param });
  if (value.length > MAXIMUM_VALUE_LENGTH) {
    throw invalidRequest(
      `Metadata values can have up to ${MAXIMUM_VALUE_LENGTH} characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
      { param },
    );
  }
}
