import { createServer } from "vite";

/** Shows every state of the billing page while its components are worked on. */
const server = await createServer({ root: `${import.meta.dirname}/..`, clearScreen: false });
await server.listen();
const [address] = server.resolvedUrls?.local ?? [];
console.log(`The states of the billing page: ${address}gallery`);
