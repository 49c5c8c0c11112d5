import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "../new-id.ts";
import type { Mail } from "./mailer.ts";

/** Mail as files, one each, readable by a person and shown at `/dev/mail`. */
export function createLocalInbox(directory: string): LocalInbox {
  return {
    async keep(mail) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const kept: KeptMail = { id: newId(), sentAt: new Date().toISOString(), ...mail };
      const partial = join(directory, `.${kept.id}`);
      await writeFile(partial, JSON.stringify(kept, null, 2), { mode: 0o600 });
      await rename(partial, join(directory, `${kept.id}.json`));
    },
    async list() {
      const names = await readdir(directory).catch(() => []);
      // The ids are ordered by time, so names sort like the mails they hold.
      const newest = names
        .filter((name) => name.endsWith(".json"))
        .sort()
        .reverse()
        .slice(0, MOST_SHOWN);
      return Promise.all(
        newest.map(async (name) => JSON.parse(await readFile(join(directory, name), "utf8")) as KeptMail),
      );
    },
  };
}

export type LocalInbox = {
  readonly keep: (mail: Mail & { readonly from: string }) => Promise<void>;
  /** Newest first, at most two hundred. */
  readonly list: () => Promise<KeptMail[]>;
};

export type KeptMail = Mail & { readonly id: string; readonly from: string; readonly sentAt: string };

const MOST_SHOWN = 200;
