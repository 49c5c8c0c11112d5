import { createReadStream } from "node:fs";

/** A line far beyond what the columns can hold: reading on would only fill memory. */
export const MAX_LINE_BYTES = 8_192;

/** `text` is null where the bytes are not UTF-8 or the line is too long. */
export type Line = { readonly number: number; readonly text: string | null };

/** The lines of a file, as a stream, without their ends (LF or CRLF) and without a byte order mark. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let pending: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      number += 1;
      const bytes = Buffer.concat([pending, chunk.subarray(start, end)]);
      yield { number, text: isTooLong ? null : decode(bytes, number) };
      pending = Buffer.alloc(0);
      isTooLong = false;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    isTooLong ||= pending.length + rest.length > MAX_LINE_BYTES;
    pending = isTooLong ? Buffer.alloc(0) : Buffer.concat([pending, rest]);
  }
  if (pending.length > 0 || isTooLong) {
    number += 1;
    yield { number, text: isTooLong ? null : decode(pending, number) };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer, number: number): string | null {
  if (bytes.length > MAX_LINE_BYTES) return null;
  try {
    const text = utf8.decode(bytes);
    const withoutMark = number === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
    return withoutMark.endsWith("\r") ? withoutMark.slice(0, -1) : withoutMark;
  } catch {
    return null;
  }
}
