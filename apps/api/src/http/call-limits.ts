import type { Key, Person } from "../auth/caller.ts";
import { ApiError } from "./api-error.ts";
import { createTokenBuckets } from "./token-bucket.ts";

/** How often somebody may call. Every call of a batch counts; work that was paid for is never near these limits. */
export function createCallLimits(): CallLimits {
  // One key of the installation may speak for all its businesses; what it asks too much is refused by the queue instead.
  const installationKeys = createTokenBuckets({ burst: 1_000_000, perSecond: 100_000 });
  const keys = createTokenBuckets({ burst: 200_000, perSecond: 20_000 });
  const businesses = createTokenBuckets({ burst: 400_000, perSecond: 40_000 });
  const people = createTokenBuckets({ burst: 5_000, perSecond: 200 });
  const failures = createTokenBuckets({ burst: 5_000, perSecond: 50 });
  const invitationsOfBusiness = createTokenBuckets({ burst: 50, perSecond: 1 / 60 });
  const invitationsToAddress = createTokenBuckets({ burst: 5, perSecond: 1 / 300 });
  const webhookTests = createTokenBuckets({ burst: 20, perSecond: 1 / 5 });
  return {
    countWebhookTest(businessId) {
      refuse(webhookTests.take(businessId));
    },
    countInvitation({ businessId, email }) {
      const address = email.toLowerCase();
      refuse(invitationsOfBusiness.secondsUntilFree(businessId));
      refuse(invitationsToAddress.take(address));
      refuse(invitationsOfBusiness.take(businessId));
    },
    countCall(caller) {
      if (caller.kind === "person") return refuse(people.take(caller.userId));
      if (caller.businessId === null) return refuse(installationKeys.take(caller.keyId));
      // More keys are no more room.
      refuse(businesses.secondsUntilFree(caller.businessId));
      refuse(keys.take(caller.keyId));
      businesses.take(caller.businessId);
    },
    countFailedProof(address) {
      refuse(failures.take(address));
    },
    requireFewFailures(address) {
      refuse(failures.secondsUntilFree(address));
    },
  };
}

export type CallLimits = {
  /** Throws `rate_limited` when this caller called too often. */
  readonly countCall: (caller: Person | Key) => void;
  /** For keys, tokens and sessions that were not valid, by the address they came from. */
  readonly countFailedProof: (address: string) => void;
  /** Each is a mail to whomever a business names. Throws `rate_limited` when it, or that address, had enough. */
  readonly countInvitation: (invitation: { readonly businessId: string; readonly email: string }) => void;
  /** Each is a request to whatever address a business names. Throws `rate_limited` when it had enough. */
  readonly countWebhookTest: (businessId: string) => void;
  readonly requireFewFailures: (address: string) => void;
};

function refuse(seconds: number): void {
  if (seconds > 0) throw new ApiError("rate_limited", { retryAfterSeconds: seconds });
}
