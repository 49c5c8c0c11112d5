/** Reads a file of the API to its end and throws it away, in a process of its own so that only the server's memory is measured. */
const [, , address = "", key = ""] = process.argv;
const startedAt = performance.now();
const answer = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
let bytes = 0;
let firstByteMilliseconds = 0;
for await (const chunk of answer.body ?? []) {
  if (bytes === 0) firstByteMilliseconds = performance.now() - startedAt;
  bytes += chunk.length;
}
const seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(JSON.stringify({ status: answer.status, bytes, firstByteMilliseconds, seconds }));
