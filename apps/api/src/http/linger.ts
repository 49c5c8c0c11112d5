import type { IncomingMessage } from "node:http";
import { Socket } from "node:net";

/**
 * Lets a caller that is still sending read why it was refused. A connection that is closed with bytes nobody read is reset,
 * and the reset overtakes the answer: so only our half of it is closed, and what still comes is thrown away for a while.
 */
export function lingerWhileSending(request: IncomingMessage): void {
  const { socket } = request;
  socket.destroySoon = () => {
    if (request.complete) Socket.prototype.destroySoon.call(socket);
    else closeOurHalf(request, socket);
  };
}

const LONGEST_MILLISECONDS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

function closeOurHalf(request: IncomingMessage, socket: Socket): void {
  if (socket.writableEnded || socket.destroyed) return;
  let left = MOST_BYTES;
  const giveUp = setTimeout(() => socket.destroy(), LONGEST_MILLISECONDS);
  socket.once("close", () => clearTimeout(giveUp));
  request.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  });
  request.resume();
  socket.end();
}
