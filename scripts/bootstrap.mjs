#!/usr/bin/env node
import { becomeTask } from "./bootstrap/become-task.mjs";
import { buildSdk } from "./bootstrap/build-sdk.mjs";
import { buildWeb } from "./bootstrap/build-web.mjs";
import { fetchLighthouse } from "./bootstrap/fetch-lighthouse.mjs";
// Every npm script comes through here. It has no dependency and runs on any Node from 20 on, because a fresh clone
// has nothing else: it brings the right Node and pnpm, installs what the lockfile names, and then becomes the task.
import { installDependencies } from "./bootstrap/install-dependencies.mjs";
import { Complaint } from "./bootstrap/progress.mjs";
import { TASKS } from "./bootstrap/tasks.mjs";
import { findToolchain } from "./bootstrap/toolchain.mjs";

const [name = "", ...taskArguments] = process.argv.slice(2);

try {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (task === undefined) throw new Complaint(`Unknown task "${name}". There are: ${Object.keys(TASKS).join(", ")}.`);
  const toolchain = await findToolchain();
  await installDependencies(toolchain);
  if (task.needsSdk) await buildSdk(toolchain);
  if (task.needsWeb) await buildWeb(toolchain);
  if (task.needsLighthouse) toolchain.environment.FAREBOX_LIGHTHOUSE = await fetchLighthouse();
  await becomeTask(toolchain, task, taskArguments);
} catch (error) {
  console.error(error instanceof Complaint ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}
