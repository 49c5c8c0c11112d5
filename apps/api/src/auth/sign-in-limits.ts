import { ApiError } from "../http/api-error.ts";
import { createTokenBuckets } from "../http/token-bucket.ts";

/** Keeps passwords from being tried out and mail from being sent in heaps, without getting into the way of people. */
export function createSignInLimits(): SignInLimits {
  // Ten wrong passwords for one person from one address, then one a minute; fewer than a hundred from one address.
  const failedForPerson = createTokenBuckets({ burst: 10, perSecond: 1 / 60 });
  const failedFromAddress = createTokenBuckets({ burst: 100, perSecond: 1 / 10 });
  // One person tried out from many addresses at once.
  const failedForPersonAnywhere = createTokenBuckets({ burst: 50, perSecond: 1 / 60 });
  const mailsToPerson = createTokenBuckets({ burst: 5, perSecond: 1 / 300 });
  const signUpsFromAddress = createTokenBuckets({ burst: 300, perSecond: 1 / 5 });

  return {
    before(attempt) {
      const { path, address, email } = attempt;
      if (path === "/sign-in/email") {
        refuse(failedForPerson.secondsUntilFree(`${address} ${email}`));
        refuse(failedForPersonAnywhere.secondsUntilFree(email));
        refuse(failedFromAddress.secondsUntilFree(address));
      }
      if (path === "/sign-up/email") refuse(signUpsFromAddress.take(address));
      if (path === "/request-password-reset" || path === "/send-verification-email") refuse(mailsToPerson.take(email));
      if (path === "/reset-password" || path === "/change-password")
        refuse(failedFromAddress.secondsUntilFree(address));
    },
    after(attempt, status) {
      if (status < 400) return;
      const { path, address, email } = attempt;
      if (path === "/sign-in/email") {
        failedForPerson.take(`${address} ${email}`);
        failedForPersonAnywhere.take(email);
        failedFromAddress.take(address);
      }
      if (path === "/reset-password" || path === "/change-password") failedFromAddress.take(address);
    },
  };
}

export type SignInLimits = {
  /** Throws `rate_limited`. */
  readonly before: (attempt: SignInAttempt) => void;
  readonly after: (attempt: SignInAttempt, status: number) => void;
};

export type SignInAttempt = {
  readonly path: string;
  readonly address: string;
  /** Lower case; empty where the request names none. */
  readonly email: string;
};

function refuse(seconds: number): void {
  if (seconds > 0) throw new ApiError("rate_limited", { retryAfterSeconds: seconds });
}
