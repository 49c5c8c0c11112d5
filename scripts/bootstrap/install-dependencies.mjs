import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { explainFailure } from "./fetch-package.mjs";
import { readNpmSettings } from "./npm-client.mjs";
import { ROOT } from "./paths.mjs";
import { Complaint, say } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";
import { withToolsLock } from "./tools-lock.mjs";

const STAMP = join(ROOT, "node_modules", ".installed-lockfile");
const INPUTS = ["pnpm-lock.yaml", "pnpm-workspace.yaml"];

/**
 * Installs exactly what the lockfile names, and only when it is not installed already.
 *
 * @param {import("./toolchain.mjs").Toolchain} toolchain
 */
export async function installDependencies(toolchain) {
  const wanted = await digestInputs();
  if ((await readStamp()) === wanted) return;
  await withToolsLock("install", async () => {
    if ((await readStamp()) === wanted) return;
    say("Installing dependencies …");
    const environment = { ...toolchain.environment, CI: "true", ...FROZEN, ...(await pnpmSettings()) };
    const installed = await runProgram(toolchain.pnpm, ["install", "--frozen-lockfile"], { environment });
    if (!installed.isSuccess) throw new Complaint(explainFailure("The dependencies", installed.output));
    await writeFile(STAMP, wanted);
    say("Dependencies are installed.");
  });
}

async function digestInputs() {
  const digest = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const input of INPUTS) digest.update(await readFile(join(ROOT, input)));
  return digest.digest("hex");
}

function readStamp() {
  return readFile(STAMP, "utf8").catch(() => null);
}

const FROZEN = {
  // Enough for a hiccup; a machine that is offline should hear so within seconds.
  pnpm_config_fetch_retries: "2",
  pnpm_config_fetch_retry_mintimeout: "1000",
  pnpm_config_fetch_retry_maxtimeout: "4000",
  // A version's age was checked when it entered the lockfile; asking for every package's history again takes most of
  // a first start, and the lockfile's digests decide what is installed.
  pnpm_config_minimum_release_age: "0",
};

/** pnpm reads npm's files, but neither npm's global file nor npm's variables; what they say is handed on. */
async function pnpmSettings() {
  const npm = await readNpmSettings();
  const names = ["registry", "proxy", "https-proxy", "noproxy", "cafile", "strict-ssl"];
  const told = names.filter((name) => ![null, undefined, ""].includes(npm[name]));
  return Object.fromEntries(told.map((name) => [`pnpm_config_${name.replaceAll("-", "_")}`, String(npm[name])]));
}
