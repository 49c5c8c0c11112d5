import { openNaiveDatabase } from "../../baselines/naive-database.ts";
import { createStockServer } from "../../baselines/stock-trpc.ts";

const { db, close } = openNaiveDatabase(process.env["DATABASE_URL"] ?? "");
const server = createStockServer(db);
server.listen(Number(process.env["PORT"]), "127.0.0.1");
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => void close());
});
