import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Mapping } from "../mapping.ts";

/**
 * The text of a file in pieces, without its byte order mark. Bytes that are no text in its encoding become U+FFFD, for the
 * reader of its lines to name the line.
 */
export async function* decodeFile(path: string, encoding: Mapping["encoding"]): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding === "auto" ? await detectEncoding(path) : LABELS[encoding]);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1_024 }) as AsyncIterable<Buffer>)
    yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const LABELS = {
  "utf-8": "utf-8",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  latin1: "windows-1252",
} as const satisfies Record<Exclude<Mapping["encoding"], "auto">, string>;

/**
 * By the byte order mark; without one a file of mostly Latin letters in UTF-16 has a zero in every other byte. Single bytes
 * cannot be told apart, so they are taken for UTF-8, and a file that is not says so.
 */
async function detectEncoding(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
    if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
    const zeros = [0, 0];
    for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
    const [even = 0, odd = 0] = zeros;
    const most = sample.length / 2;
    if (odd > most * 0.6 && even < most * 0.1) return "utf-16le";
    if (even > most * 0.6 && odd < most * 0.1) return "utf-16be";
    return "utf-8";
  } finally {
    await file.close();
  }
}

const SAMPLE_BYTES = 4_096;
