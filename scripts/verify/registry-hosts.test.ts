import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findRegistryHosts } from "./registry-hosts.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "hosts-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

test.each([
  [".npmrc", "fund=false\nregistry=https://mirror.example/npm/\n", ".npmrc:2"],
  [".npmrc", "@scope:registry=https://mirror.example/npm/\n", ".npmrc:1"],
  [
    "pnpm-lock.yaml",
    "packages:\n  a@1.0.0:\n    resolution: {tarball: https://mirror.example/a.tgz}\n",
    "pnpm-lock.yaml:3",
  ],
  ["package-lock.json", '{ "resolved": "https://mirror.example/a.tgz" }', "package-lock.json:1"],
])("%s that names a registry is found", async (file, content, place) => {
  await writeFile(join(root, file), content);
  const [found] = await findRegistryHosts(root);
  expect(found).toContain(place);
});

test("a lockfile of digests is clean", async () => {
  await writeFile(join(root, "pnpm-lock.yaml"), "packages:\n  a@1.0.0:\n    resolution: {integrity: sha512-abc}\n");
  expect(await findRegistryHosts(root)).toEqual([]);
});
