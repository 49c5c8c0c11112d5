import type { Role, Scope } from "../auth/caller.ts";

/** What a procedure asks of its caller, declared once beside it and compared with the written matrix by a test. */
export type Rights = {
  /** Roles of the business that may call; `signed_in` asks for no business; null leaves people out, or all but operators. */
  readonly person: readonly Role[] | "signed_in" | null;
  /** Any one of these scopes is enough; null leaves keys out. */
  readonly key: readonly Scope[] | null;
  /** Only keys of the whole installation. */
  readonly isInstallationKeyOnly: boolean;
  /**
   * `required`: one business, named or implied, that exists and is the caller's. `optional`: checked when named.
   * `each`: the input may name one per item, so only the use-case can tell. `none`: nothing of a business is touched.
   */
  readonly business: "required" | "optional" | "each" | "none";
  /** Whether a suspended business may still do this. Operators always may. */
  readonly isOpenWhenSuspended: boolean;
  /**
   * Whether it is an operator's own work, in every business. Of everything else an operator who is not in the business sees
   * what its owner sees and changes nothing: nobody acts in the name of a business they do not belong to.
   */
  readonly isOperatorsWork: boolean;
};

const EVERY_ROLE = ["owner", "billing", "member"] as const;
const basic = { isInstallationKeyOnly: false, isOpenWhenSuspended: true, isOperatorsWork: false } as const;

const billing = {
  ...basic,
  person: ["owner", "billing"],
  key: ["admin"],
  isInstallationKeyOnly: true,
  business: "required",
} as const;

const operators = { person: null, key: ["admin"], isInstallationKeyOnly: true, isOperatorsWork: true } as const;

export const RIGHTS = {
  /** Reads of one business. */
  read: { ...basic, person: EVERY_ROLE, key: ["read"], business: "required" },
  /** What each person of a business has of their own in it. */
  member: { ...basic, person: EVERY_ROLE, key: null, business: "required" },
  /** What is the same for everybody, or a business's own version of it. */
  catalogue: { ...basic, person: "signed_in", key: ["read"], business: "optional" },
  /** Members, keys, endpoints. */
  owner: { ...basic, person: ["owner"], key: null, business: "required", isOpenWhenSuspended: false },
  /** Reading and taking away what `owner` may add: still possible while suspended. */
  ownerReview: { ...basic, person: ["owner"], key: null, business: "required" },
  /** Endpoints for webhooks: an owner's, or set up by the installation's back end. */
  endpoints: {
    ...basic,
    person: ["owner"],
    key: ["admin"],
    isInstallationKeyOnly: true,
    business: "required",
    isOpenWhenSuspended: false,
  },
  /** Reading and removing them: still possible while suspended. */
  endpointsReview: { ...basic, person: ["owner"], key: ["admin"], isInstallationKeyOnly: true, business: "required" },
  /** Keys: a business's by its owner, the installation's by an operator. */
  ownerOrOperator: { ...basic, person: ["owner"], key: null, business: "optional" },
  /** Reported work: by keys only, whatever somebody is in a business. */
  usage: { ...basic, person: null, key: ["usage:write"], business: "each" },
  /** Live calls: by keys only, like work that is reported. */
  holds: { ...basic, person: null, key: ["holds:write"], business: "required" },
  /** What a business sets about its own spending. */
  billing: { ...billing, isOpenWhenSuspended: false },
  /** The playground of the sandbox: what is spent there is spent by people. */
  playground: { ...billing, key: null, isOpenWhenSuspended: false },
  /** Ending what it pays for, and forgetting what with: still possible while suspended. */
  billingEnd: billing,
  /** Whatever makes, moves or rewrites tokens. */
  admin: { ...basic, ...operators, business: "required" },
  /** The installation itself. */
  installation: { ...basic, ...operators, business: "none" },
  /** Creating a business, which brings its trial: a person, or a back end that also reports use. */
  createBusiness: {
    ...basic,
    person: "signed_in",
    key: ["usage:write", "holds:write", "admin"],
    isInstallationKeyOnly: true,
    business: "none",
  },
  /** A person's own affairs. */
  signedIn: { ...basic, person: "signed_in", key: null, business: "none" },
} as const satisfies Record<string, Rights>;
