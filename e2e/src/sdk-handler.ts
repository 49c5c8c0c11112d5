import { createFarebox } from "@farebox/sdk";

// A call handler in a process of its own, to be killed: starts the call it is told, and says when.
const [url = "", key = "", businessId = "", callId = ""] = process.argv.slice(2);
const farebox = createFarebox({ url, key, businessId });
const call = await farebox.calls.start({ callId, service: "outbound_call" });
process.stdout.write(`${call.holdId}\n`);
