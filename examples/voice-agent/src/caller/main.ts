import { ScriptedCaller } from "./scripted-caller.ts";

const [url, talkSeconds, speed] = process.argv.slice(2);
if (url === undefined) throw new Error("Usage: main.ts URL [SECONDS] [SPEED]");

const caller = new ScriptedCaller(url, {
  talkSeconds: Number(talkSeconds ?? 20),
  speed: Number(speed ?? 1),
  tell: console.log,
});
process.exitCode = (await caller.call()) ? 0 : 1;
