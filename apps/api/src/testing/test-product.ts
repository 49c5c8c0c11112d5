import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, insertBusinessOnce } from "@farebox/db";
import { insertApiKey } from "@farebox/db/access";
import { createTestDatabase, type TestDatabase } from "@farebox/db/testing";
import pg from "pg";
import { describeSecret, makeApiKeySecret } from "../auth/api-key-secret.ts";
import type { Role, Scope } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { applyCatalogue, planCatalogue } from "../stripe/catalogue/sync-catalogue.ts";
import { startTestProcess, type TestProcess, type TestProcessOptions } from "./test-process.ts";
import { startTestProvider, type TestProvider } from "./test-provider.ts";

/** The whole product on a database and a port of its own, spoken to by HTTP alone. */
export async function startTestProduct(options: TestProductOptions = {}): Promise<TestProduct> {
  const database = await createTestDatabase();
  const mailDirectory = await mkdtemp(join(tmpdir(), "farebox-mail-"));
  const { takesPayments = false, isCatalogueSynced = true, ...processOptions } = options;
  let provider: TestProvider | null = null;
  const parts = {
    ...processOptions,
    database,
    mailDirectory,
    // Deliveries go to the first process; the others share what it was opened with.
    ...(takesPayments && { openProvider: async (url: string) => (provider ??= await startTestProvider(url)) }),
  };
  const first = await startTestProcess(parts);
  const others: TestProcess[] = [];
  const { url, deps, server } = first;
  if (takesPayments && isCatalogueSynced) await applyCatalogue(deps, await planCatalogue(deps, deps.env.publicUrl));

  return {
    url,
    deps,
    server,
    get provider() {
      if (provider === null) throw new Error("this product takes no payments: start it with takesPayments");
      return provider;
    },
    owner: (statement, parameters) => runAsOwner(database, statement, parameters),
    onServer: (statement) => runStatement(inMaintenance(database.superuserUrl), statement),
    createPerson: (email, wanted) => createPerson({ url, database, email, ...wanted }),
    createBusiness: (wanted) => createBusiness(deps.db, database, wanted),
    createKey: (businessId, scopes) => createKey(deps, businessId, scopes),
    async startAnother() {
      const another = await startTestProcess(parts);
      others.push(another);
      return another;
    },
    async stop() {
      for (const each of [...others, first]) await each.stop();
      await provider?.stop();
      await database.drop();
      await rm(mailDirectory, { recursive: true, force: true });
    },
  };
}

export type TestProductOptions = Omit<TestProcessOptions, "database" | "mailDirectory" | "openProvider"> & {
  /** Starts the payment stand-in beside it. */
  readonly takesPayments?: boolean;
  /** False leaves it to the test to make the prices; everything else has them. */
  readonly isCatalogueSynced?: boolean;
};

export type TestProduct = Omit<TestProcess, "stop"> & {
  /** The payment stand-in; throws without `takesPayments`. */
  readonly provider: TestProvider;
  /** A further process on the same database. Ends with the product. */
  readonly startAnother: () => Promise<TestProcess>;
  /** A statement as the owner of the schema, for what no door offers. */
  readonly owner: <Row extends object>(statement: string, parameters?: readonly unknown[]) => Promise<Row[]>;
  /** A statement on the server the database is on, from outside of it. */
  readonly onServer: (statement: string) => Promise<unknown>;
  /** Signs up by the front door. */
  readonly createPerson: (email: string, wanted?: { readonly isOperator?: boolean }) => Promise<TestPerson>;
  readonly createBusiness: (wanted: {
    readonly name?: string;
    readonly members?: Readonly<Partial<Record<Role, TestPerson>>>;
  }) => Promise<string>;
  readonly createKey: (businessId: string | null, scopes: readonly Scope[]) => Promise<string>;
  readonly stop: () => Promise<void>;
};

export type TestPerson = {
  readonly userId: string;
  readonly email: string;
  readonly headers: Readonly<Record<string, string>>;
};

export const PASSWORD = "correct horse battery";

function runAsOwner<Row extends object>(
  database: TestDatabase,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return runStatement<Row>(database.superuserUrl, statement, parameters);
}

async function runStatement<Row extends object>(
  url: string,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

function inMaintenance(url: string): string {
  const elsewhere = new URL(url);
  elsewhere.pathname = "/postgres";
  return elsewhere.href;
}

type WantedPerson = { url: string; database: TestDatabase; email: string; isOperator?: boolean };

async function createPerson({ url, database, email, isOperator = false }: WantedPerson): Promise<TestPerson> {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password: PASSWORD, name: email.split("@")[0] }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  const { user } = (await answer.json()) as { user: { id: string } };
  const cookie = answer.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  if (isOperator) await runAsOwner(database, "update users set role = 'operator' where id = $1", [user.id]);
  return { userId: user.id, email, headers: { cookie, origin: url } };
}

async function createBusiness(
  db: Database,
  database: TestDatabase,
  wanted: { name?: string; members?: Readonly<Partial<Record<Role, TestPerson>>> },
): Promise<string> {
  const id = newId();
  await insertBusinessOnce(db.service, {
    id,
    name: wanted.name ?? "Harbour Dental",
    slug: null,
    timeZone: "UTC",
    createdBy: null,
    clockOffsetMs: 0,
    owner: null,
  });
  for (const [role, person] of Object.entries(wanted.members ?? {})) {
    const statement = "insert into members (business_id, id, user_id, role) values ($1, $2, $3, $4)";
    await runAsOwner(database, statement, [id, newId(), person.userId, role]);
  }
  return id;
}

async function createKey(deps: Deps, businessId: string | null, scopes: readonly Scope[]): Promise<string> {
  const secret = makeApiKeySecret(deps.env.isSandbox ? "test" : "live");
  const described = describeSecret(secret);
  if (described === null) throw new Error("a key of our own making has the wrong shape");
  await insertApiKey(deps.db.service, {
    id: newId(),
    ...described,
    businessId,
    name: "test",
    scopes,
    createdBy: null,
    expiresAt: null,
  });
  return secret;
}
