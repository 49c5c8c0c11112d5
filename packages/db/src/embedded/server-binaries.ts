import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { runAs, type ServerAccount } from "./server-account.ts";

export type ServerBinaries = {
  readonly postgres: string;
  readonly initdb: string;
};

/**
 * The programs of the installed `@embedded-postgres` package for this platform. Where the server's account cannot
 * run them (a repository under a closed home directory), they are copied once to `shelf`, which it can reach.
 */
export async function findServerBinaries(account: ServerAccount, shelf: string): Promise<ServerBinaries> {
  const packageRoot = findPackageRoot();
  const installed = binariesUnder(join(packageRoot, "native"));
  await restoreLinks(packageRoot, join(packageRoot, "native")).catch(() => undefined);
  if ((await runAs(account, installed.initdb, ["--version"])).isSuccess) return installed;

  const copy = join(shelf, await readVersion(packageRoot));
  const copied = binariesUnder(copy);
  if ((await runAs(account, copied.initdb, ["--version"])).isSuccess) return copied;
  await copyReadable(packageRoot, copy);
  const attempt = await runAs(account, copied.initdb, ["--version"]);
  if (!attempt.isSuccess) throw new EmbeddedPostgresError("The embedded PostgreSQL does not run here.", attempt.output);
  return copied;
}

function findPackageRoot(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(`No embedded PostgreSQL for this platform: ${name} is not installed.`);
  }
}

function binariesUnder(native: string): ServerBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    postgres: join(native, "bin", `postgres${suffix}`),
    initdb: join(native, "bin", `initdb${suffix}`),
  };
}

async function readVersion(packageRoot: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return `postgres-${manifest.version}-${process.arch}`;
}

async function copyReadable(packageRoot: string, target: string): Promise<void> {
  const partial = `${target}.${crypto.randomUUID()}`;
  await mkdir(dirname(target), { recursive: true });
  await cp(join(packageRoot, "native"), partial, {
    recursive: true,
    verbatimSymlinks: true,
  });
  await restoreLinks(packageRoot, partial);
  await openForReading(partial);
  await rm(target, { recursive: true, force: true });
  await rename(partial, target).catch(async (error: unknown) => {
    // Another start was faster; its copy is as good.
    await rm(partial, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  });
}

/** npm packages cannot hold links, so the package lists them; its install script makes them, unless scripts were off. */
async function restoreLinks(packageRoot: string, native: string): Promise<void> {
  const list = await readFile(join(packageRoot, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as {
    source: string;
    target: string;
  }[]) {
    const place = join(native, relative("native", target));
    const pointsTo = relative(dirname(target), source) || basename(source);
    await symlink(pointsTo, place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Whatever umask the copy was made under, every account may read it and run what lies in `bin`. */
async function openForReading(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, {
    withFileTypes: true,
    recursive: true,
  })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || basename(entry.parentPath) === "bin") await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, 0o644);
  }
}
