import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";

/** The account the server runs under; null is our own. */
export type ServerAccount = {
  readonly uid: number;
  readonly gid: number;
} | null;

const NOBODY = { uid: 65534, gid: 65534 } as const;

/** PostgreSQL refuses to run as root, so root hands it to the owner of an existing data directory, else to nobody. */
export async function chooseServerAccount(dataDirectory: string): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return null;
  const existing = await stat(dataDirectory).catch(() => null);
  return existing === null || existing.uid === 0 ? NOBODY : { uid: existing.uid, gid: existing.gid };
}

export type ProgramResult = {
  readonly isSuccess: boolean;
  readonly output: string;
};

/** Runs a program under the account with a bare environment: PG… variables of the caller must not reach it. */
export async function runAs(
  account: ServerAccount,
  program: string,
  programArguments: readonly string[],
  input = "",
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const options = {
      ...account,
      env: serverEnvironment(),
      cwd: "/",
      maxBuffer: 16 * 1024 * 1024,
    };
    const child = execFile(program, programArguments, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}` || (error?.message ?? "");
      resolve({ isSuccess: error === null, output });
    });
    // A program that ends before it has read everything says so by its exit code.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env;
  return { PATH, SystemRoot, TMPDIR, TEMP, LC_ALL: "C", TZ: "UTC" };
}

/** Tried rather than computed from mode bits, which know nothing of access lists and container mounts. */
export async function canWorkIn(account: ServerAccount, directory: string): Promise<boolean> {
  if (account === null) return true;
  const attempt = await runAs(account, "/bin/sh", ["-c", 'cd "$0"', directory]);
  return attempt.isSuccess;
}
