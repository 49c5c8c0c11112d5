import { type CalendarDay, fromCalendarDay, toCalendarDay } from "@farebox/billing-core";

/**
 * Array parameters in the server's own form: reading the arrays of a commit as text was a sixth of all the server did for it.
 * The driver sends a Buffer as binary, and the statement says the type. Each throws a RangeError for what its type cannot
 * hold (a double holds all, and `to_timestamp` refuses what is no time). Each has a loop of its own: one loop for all types,
 * with a function for the item, costs more than the text did.
 * The form: https://www.postgresql.org/docs/18/protocol.html, and `array_recv` and the types' own in the server's sources.
 */
export function bigintArray(items: readonly (bigint | number | null)[]): Buffer {
  const { bytes, view } = begin(OIDS.bigint, items, items.length * 8);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    const value = typeof item === "bigint" ? item : BigInt(item);
    if (value > MOST_BIGINT || value < LEAST_BIGINT) throw new RangeError(`${value} is no bigint`);
    view.setInt32(at, 8);
    view.setBigInt64(at + 4, value);
    at += 12;
  }
  return bytes.subarray(0, at);
}

export function integerArray(items: readonly (number | null)[]): Buffer {
  const { bytes, view } = begin(OIDS.integer, items, items.length * 4);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    if ((item | 0) !== item) throw new RangeError(`${item} is no integer`);
    view.setInt32(at, 4);
    view.setInt32(at + 4, item);
    at += 8;
  }
  return bytes.subarray(0, at);
}

export function doubleArray(items: readonly (number | null)[]): Buffer {
  const { bytes, view } = begin(OIDS.double, items, items.length * 8);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    view.setInt32(at, 8);
    view.setFloat64(at + 4, item);
    at += 12;
  }
  return bytes.subarray(0, at);
}

export function booleanArray(items: readonly (boolean | null)[]): Buffer {
  const { bytes, view } = begin(OIDS.boolean, items, items.length);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    view.setInt32(at, 1);
    view.setUint8(at + 4, item ? 1 : 0);
    at += 5;
  }
  return bytes.subarray(0, at);
}

/** The server counts days from the first of 2000. */
export function dateArray(items: readonly (CalendarDay | null)[]): Buffer {
  const { bytes, view } = begin(OIDS.date, items, items.length * 4);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    const day = fromCalendarDay(item);
    if (toCalendarDay(day) !== item) throw new RangeError(`"${item}" is no date`);
    view.setInt32(at, 4);
    view.setInt32(at + 4, day - DAYS_TO_2000);
    at += 8;
  }
  return bytes.subarray(0, at);
}

export function uuidArray(items: readonly (string | null)[]): Buffer {
  const { bytes, view } = begin(OIDS.uuid, items, items.length * 16);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    view.setInt32(at, 16);
    putUuid(bytes, at + 4, item);
    at += 20;
  }
  return bytes.subarray(0, at);
}

function putUuid(bytes: Buffer, at: number, id: string): void {
  let digits = 0;
  let codes = 0;
  for (let index = 0; index < 16; index += 1) {
    const place = PLACES_OF_DIGITS[index] ?? 0;
    const high = id.charCodeAt(place);
    const low = id.charCodeAt(place + 1);
    const pair = ((HEX_DIGITS[high & LAST_ASCII] ?? 0) << 4) | (HEX_DIGITS[low & LAST_ASCII] ?? 0);
    bytes[at + index] = pair;
    digits |= pair;
    codes |= high | low;
  }
  for (const place of PLACES_OF_DASHES) if (id.charCodeAt(place) !== DASH) digits = -1;
  if (id.length !== UUID_LENGTH || digits < 0 || codes > LAST_ASCII) throw new RangeError(`"${id}" is no uuid`);
}

export function bytesArray(items: readonly (Uint8Array | null)[]): Buffer {
  const sum = items.reduce((size, item) => size + (item?.length ?? 0), 0);
  const { bytes, view } = begin(OIDS.bytes, items, sum);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    view.setInt32(at, item.length);
    bytes.set(item, at + 4);
    at += 4 + item.length;
  }
  return bytes.subarray(0, at);
}

export function textArray(items: readonly (string | null)[]): Buffer {
  return toTexts(OIDS.text, items, null);
}

/** Each given as its text. */
export function jsonArray(items: readonly (string | null)[]): Buffer {
  return toTexts(OIDS.json, items, JSON_VERSION);
}

function toTexts(oid: number, items: readonly (string | null)[], mark: number | null): Buffer {
  const most = items.reduce((size, item) => size + 1 + MOST_BYTES_A_CHARACTER * (item?.length ?? 0), 0);
  const { bytes, view } = begin(oid, items, most);
  let at = FIRST_ITEM;
  for (const item of items) {
    if (item === null) {
      at = putNothing(view, at);
      continue;
    }
    const lengthAt = at;
    at += 4;
    if (mark !== null) {
      bytes[at] = mark;
      at += 1;
    }
    at = putText(bytes, at, item);
    view.setInt32(lengthAt, at - lengthAt - 4);
  }
  return bytes.subarray(0, at);
}

/** Names and keys are short and plain, and done before a call that encodes them has begun. */
function putText(bytes: Buffer, at: number, text: string): number {
  if (text.length > LONGEST_BY_HAND) return at + bytes.write(text, at);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > LAST_ASCII) return at + bytes.write(text, at);
    bytes[at + index] = code;
  }
  return at + text.length;
}

/** Room for all of an array, and its head written. */
function begin(oid: number, items: readonly unknown[], sizeOfItems: number): { bytes: Buffer; view: DataView } {
  const bytes = Buffer.allocUnsafe(FIRST_ITEM + items.length * 4 + sizeOfItems);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // One dimension, counted from 1; an empty one is as good as none. Whether any item is missing is no more than a hint.
  view.setInt32(0, 1);
  view.setInt32(4, 0);
  view.setInt32(8, oid);
  view.setInt32(12, items.length);
  view.setInt32(16, 1);
  return { bytes, view };
}

function putNothing(view: DataView, at: number): number {
  view.setInt32(at, -1);
  return at + 4;
}

/** By which the server knows its types. */
const OIDS = {
  boolean: 16,
  bytes: 17,
  bigint: 20,
  integer: 23,
  text: 25,
  double: 701,
  date: 1082,
  uuid: 2950,
  json: 3802,
} as const;

const FIRST_ITEM = 20;
const MOST_BIGINT = 2n ** 63n - 1n;
const LEAST_BIGINT = -(2n ** 63n);
const DAYS_TO_2000 = 10_957;
const JSON_VERSION = 1;

const MOST_BYTES_A_CHARACTER = 3;
const LONGEST_BY_HAND = 64;
const LAST_ASCII = 0x7f;

const UUID_LENGTH = 36;
const DASH = "-".charCodeAt(0);
const PLACES_OF_DIGITS = new Uint8Array([0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]);
const PLACES_OF_DASHES = [8, 13, 18, 23] as const;
/** Negative for what is no digit. */
const HEX_DIGITS = new Int8Array(128).fill(-1);
for (const [value, digit] of [..."0123456789abcdef"].entries()) {
  HEX_DIGITS[digit.charCodeAt(0)] = value;
  HEX_DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}
