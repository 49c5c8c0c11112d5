import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runTool } from "../run-tool.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ELSEWHERE = [
  "/usr/lib/chromium/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium that is there, or that Debian's packages could be asked for; null when there is none to be had. */
export async function findChromium(): Promise<string | null> {
  return locate() ?? ((await installFromDebian()) ? locate() : null);
}

function locate(): string | null {
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return [process.env["FAREBOX_CHROMIUM"] ?? "", ...onPath, ...ELSEWHERE].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    if (path === "") return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installFromDebian(): Promise<boolean> {
  if (process.getuid?.() !== 0 || process.platform !== "linux") return false;
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    runTool("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { environment, limitSeconds: 300 });
  console.log("No Chromium here; asking the system's packages for it …");
  if ((await install()).isSuccess) return true;
  // A fresh image knows no packages before this.
  await runTool("apt-get", ["update"], { environment, limitSeconds: 120 });
  const { isSuccess, report } = await install();
  if (!isSuccess) console.log(report.trim().split("\n").slice(-5).join("\n"));
  return isSuccess;
}
