import { parseArgs } from "node:util";
import { Complaint } from "example-local-product";

export const HELP = `A voice agent that is paid from Farebox, and somebody who calls it.

  --seconds N   the caller hangs up after N seconds (20)
  --run-out     the tokens run out first: nearly all are spent before, and nobody hangs up. At 20 times the speed
  --speed N     N times as fast as it is, 1 to 30; moves the sandbox clock of the whole installation
  --listen      no scripted caller: waits for streams until Ctrl-C
  --port N      of the media server (any free one)
`;

/** Null asks for help. */
export function readOptions(given: readonly string[]): Options | null {
  const { values } = parse(given);
  if (values.help) return null;
  const isRunningOut = values["run-out"] ?? false;
  return {
    talkSeconds: isRunningOut ? 24 * 3_600 : read("seconds", values.seconds ?? "20", 3_600),
    speed: read("speed", values.speed ?? (isRunningOut ? "20" : "1"), 30),
    port: values.port === undefined ? 0 : read("port", values.port, 65_535),
    isListening: values.listen ?? false,
    isRunningOut,
  };
}

export type Options = {
  readonly talkSeconds: number;
  readonly speed: number;
  /** 0 is any free one. */
  readonly port: number;
  readonly isListening: boolean;
  readonly isRunningOut: boolean;
};

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        seconds: { type: "string" },
        speed: { type: "string" },
        port: { type: "string" },
        listen: { type: "boolean" },
        "run-out": { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Complaint(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function read(name: string, value: string, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Complaint(`--${name} must be a whole number from 1 to ${most}.`);
}
