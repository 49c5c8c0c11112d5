import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "../new-id.ts";
import type { Mail } from "./mailer.ts";

/** Mail as files, one each, readable by a person and shown at `/dev/mail`. The same mail kept twice is there once. */
export function createLocalInbox(directory: string): LocalInbox {
  const read = async (name: string) => JSON.parse(await readFile(join(directory, name), "utf8")) as KeptMail;
  return {
    async keep(mail) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const kept: KeptMail = { ...mail, id: mail.id ?? newId(), sentAt: new Date().toISOString() };
      // Two that keep the same at once write apart, and the later one stays.
      const partial = join(directory, `.${kept.id}.${newId()}`);
      await writeFile(partial, JSON.stringify(kept, null, 2), { mode: 0o600 });
      await rename(partial, join(directory, `${kept.id}.json`));
    },
    async list({ to, limit }) {
      const names = await readdir(directory).catch(() => []);
      const kept = names.filter((name) => name.endsWith(".json"));
      // The ids are ordered by time, so names sort like the mails they hold.
      const newest = kept.sort().reverse().slice(0, MOST_READ);
      const mails: KeptMail[] = [];
      for (let at = 0; at < newest.length && mails.length < limit; at += AT_ONCE) {
        const batch = await Promise.all(newest.slice(at, at + AT_ONCE).map(read));
        mails.push(...batch.filter((mail) => to === null || mail.to === to));
      }
      return mails.slice(0, limit);
    },
    read: (id) => (ID.test(id) ? read(`${id}.json`).catch(() => null) : Promise.resolve(null)),
  };
}

export type LocalInbox = {
  readonly keep: (mail: Mail & { readonly from: string }) => Promise<void>;
  /** Newest first; `to` null is to anybody. */
  readonly list: (asked: { readonly to: string | null; readonly limit: number }) => Promise<KeptMail[]>;
  readonly read: (id: string) => Promise<KeptMail | null>;
};

export type KeptMail = Mail & { readonly id: string; readonly from: string; readonly sentAt: string };

const MOST_READ = 10_000;
const AT_ONCE = 64;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
