import { createNoOpServer } from "../../baselines/no-op-http.ts";

const server = createNoOpServer();
server.listen(Number(process.env["PORT"]), "127.0.0.1");
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close();
});
