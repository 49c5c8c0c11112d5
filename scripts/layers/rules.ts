/**
 * The arrows of ARCHITECTURE.md. Targets are written as `apps/api/src/…` for our own files, `@farebox/…` for packages
 * of this repository, `node:…`, and `npm:…` for everything installed.
 */
export type ImportRule = {
  /** Files the rule is about; groups can be named in the patterns as `$1`. */
  readonly from: RegExp;
  readonly except?: RegExp;
  readonly to: { readonly kind: "only" | "never"; readonly patterns: readonly string[] };
  /** True when `import type` is no matter: it leaves nothing behind at run time. */
  readonly typesMayPass?: boolean;
  readonly because: string;
};

export type GlobalRule = {
  readonly from: RegExp;
  readonly except?: RegExp;
  readonly names: ReadonlySet<string>;
  readonly because: string;
};

const TEST = /\.test\.tsx?$|\/testing\//u;
const CORE_TESTING = /\.test\.ts$|^packages\/billing-core\/src\/testing\//u;

export const IMPORT_RULES: readonly ImportRule[] = [
  {
    from: /^((?:apps|packages)\/[^/]+)\//u,
    to: { kind: "never", patterns: ["^(?!$1/)(?:apps|packages)/"] },
    because: "a path that leaves its package goes round that package's exports",
  },
  {
    from: /^packages\/billing-core\//u,
    except: CORE_TESTING,
    to: { kind: "only", patterns: ["^packages/billing-core/src/(?!testing/)"] },
    because: "billing-core imports nothing",
  },
  {
    from: /^packages\/billing-core\//u,
    except: /\.test\.ts$/u,
    to: { kind: "only", patterns: ["^packages/billing-core/src/", "^npm:(?:vitest|fast-check)$"] },
    because: "what tests of billing-core share knows vitest and fast-check, and nothing else",
  },
  {
    from: /^packages\/billing-core\/.*\.test\.ts$/u,
    to: {
      kind: "only",
      // A test may read the README, whose worked example it runs.
      patterns: ["^packages/billing-core/", "^npm:(?:vitest|fast-check)$", "^node:(?:fs|path)"],
    },
    because: "tests of billing-core know vitest and fast-check, and nothing else",
  },
  {
    from: /^packages\/db\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!billing-core(?:/|$))", "^apps/"] },
    because: "db knows billing-core and nothing above",
  },
  {
    from: /^packages\/(?:sdk|stripe-sandbox)\//u,
    to: { kind: "never", patterns: ["^@farebox/"] },
    because: "it speaks a public protocol and knows nothing of ours",
  },
  {
    from: /^packages\/notices\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!billing-core(?:/|$))", "^apps/"] },
    because: "what notices say is read by the page and the mails alike, so it knows billing-core at most",
  },
  {
    from: /^(?:packages\/demo|apps\/replay)\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!billing-core(?:/|$))"] },
    because: "it works through the public door, so it knows billing-core at most",
  },
  {
    from: /^apps\/simulate\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!sdk(?:/|$))"] },
    because: "it works through the public door, so it knows the SDK at most",
  },
  {
    from: /^apps\/api\/src\/routers\//u,
    except: TEST,
    to: {
      kind: "never",
      patterns: ["^@farebox/db", "^apps/api/src/(?:ledger|stripe|jobs|mail|live)/", "^npm:(?:pg|postgres|drizzle-orm)"],
    },
    typesMayPass: true,
    because: "routers parse and name the caller; the rest belongs to use-cases",
  },
  {
    from: /^apps\/api\/src\/use-cases\//u,
    except: TEST,
    to: {
      kind: "never",
      patterns: [
        "^npm:(?:@trpc/|hono|@hono/|trpc-to-openapi|stripe)",
        "^apps/api/src/(?:routers|trpc|http|stripe|jobs)/",
      ],
    },
    because: "a use-case knows no router, no tRPC, no HTTP, no Stripe",
  },
  {
    from: /^apps\/api\/src\/(?:jobs|stripe|ledger)\//u,
    except: TEST,
    to: { kind: "never", patterns: ["^npm:(?:@trpc/|hono|@hono/)", "^apps/api/src/(?:routers|trpc|http)/"] },
    because: "jobs, the provider and the ledger stand beside the doors, not behind them",
  },
  {
    from: /^apps\/api\/src\/ledger\//u,
    except: TEST,
    to: { kind: "never", patterns: ["^apps/api/src/(?:use-cases|stripe|jobs)/"] },
    because: "use-cases call the ledger, not the other way round",
  },
  {
    from: /^apps\/cli\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!(?:billing-core|replay)(?:/|$))"] },
    because: "it works through the public door, and asks there as the replay does",
  },
  {
    from: /^(?:apps\/api|packages)\//u,
    to: { kind: "never", patterns: ["^@farebox/(?:web|react|e2e|replay|cli|bench)"] },
    because: "nothing below knows the applications",
  },
  {
    from: /^examples\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!(?:react|sdk)(?:/|$))", "^(?:apps|packages)/"] },
    because: "an example has what a customer has",
  },
  {
    from: /^bench\//u,
    to: { kind: "never", patterns: ["^(?:apps|packages|e2e)/"] },
    because: "a path that leaves its package goes round that package's exports",
  },
  {
    from: /^bench\/baselines\//u,
    to: { kind: "never", patterns: ["^bench/src/", "^@farebox/(?!(?:billing-core|db)$)"] },
    because: "a baseline is frozen: it knows the tables and the prices, not what it is compared with",
  },
  {
    from: /^(?:apps\/web|packages\/react)\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!(?:billing-core|notices|react)(?:/|$))", "^apps/api/"] },
    typesMayPass: true,
    because: "the browser takes only types from the API",
  },
  {
    from: /^apps\/web\//u,
    to: { kind: "never", patterns: ["^@farebox/(?!(?:billing-core|api)$|(?:notices|react)(?:/|$))"] },
    because: "the web application knows billing-core, the words of notices, the billing page and the API's types",
  },
  {
    from: /^packages\/react\//u,
    to: {
      kind: "never",
      patterns: ["^@farebox/(?!(?:billing-core(?:/testing)?|api)$)", "^npm:@tanstack/react-router"],
    },
    because: "the billing page knows billing-core and the API's types; the router is its host's",
  },
  {
    from: /^(?:apps\/web|packages\/react)\/src\//u,
    except: TEST,
    to: { kind: "never", patterns: ["^node:"] },
    because: "the browser has no Node",
  },
  {
    from: /^(apps\/web|packages\/react)\/src\/(?:components|lib)\//u,
    to: { kind: "never", patterns: ["^$1/src/(?:features|pages?)/"] },
    because: "components and lib know neither features nor pages",
  },
  {
    from: /^(apps\/web|packages\/react)\/src\/lib\//u,
    to: { kind: "never", patterns: ["^$1/src/components/", "^@farebox/react/components/"] },
    because: "lib knows no components",
  },
  {
    from: /^(apps\/web|packages\/react)\/src\/features\/([^/]+)\//u,
    to: { kind: "never", patterns: ["^$1/src/pages?/", "^$1/src/features/(?!$2/)"] },
    because: "a feature knows neither pages nor another feature",
  },
];

export const GLOBAL_RULES: readonly GlobalRule[] = [
  {
    from: /^packages\/billing-core\//u,
    except: CORE_TESTING,
    names: new Set([
      ...["Date.now", "Date()", "Math.random", "Temporal.Now", "performance", "process", "crypto"],
      ...["globalThis", "window", "self", "require", "import.meta", "console", "fetch", "Buffer", "eval", "Function"],
      ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
    ]),
    because: "billing-core has no clock, no random numbers and no surroundings; time and ids are arguments",
  },
];
