import { createServer, type Server } from "node:http";

/** The least a Node server can do with a request: read it whole and answer. See no-op.md. */
export function createNoOpServer(): Server {
  return createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": ANSWER.length });
      response.end(ANSWER);
    });
  });
}

const ANSWER = '{"result":{"data":{}}}';
