import { createFarebox } from "@farebox/sdk";

// Queues one event after the other in a process of its own, to be killed, and says of each once it is safe.
const [url = "", key = "", businessId = "", file = "", first = "0"] = process.argv.slice(2);
const farebox = createFarebox({ url, key, businessId, queue: { file }, onError: () => undefined });
for (let number = Number(first); ; number += 4) {
  const told = [0, 1, 2].map((offset) => say("queued", number + offset, farebox.usage.enqueue(event(number + offset))));
  await Promise.all([...told, say("recorded", number + 3, farebox.usage.record(event(number + 3)))]);
}

function event(number: number) {
  return { key: `event-${number}`, service: "sms", quantity: 1 };
}

async function say(what: string, number: number, done: Promise<unknown>): Promise<void> {
  try {
    await done;
    process.stdout.write(`${what} event-${number}\n`);
  } catch (failure) {
    process.stdout.write(`failed event-${number} ${String(failure)}\n`);
  }
}
