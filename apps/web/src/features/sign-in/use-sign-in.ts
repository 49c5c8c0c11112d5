import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useMutation } from "@tanstack/react-query";
import { auth } from "../../lib/auth-client.ts";

const words = pageStrings.account;

/** A refusal of the sign-in, in the reader's words. */
export class SignInRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "SignInRefused";
    this.code = code;
  }
}

export function useSignIn() {
  return useMutation({
    mutationFn: async (given: { email: string; password: string }) => unwrap(await auth.signIn.email(given)),
  });
}

export function useSignUp() {
  return useMutation({
    mutationFn: async (given: { name: string; email: string; password: string; callbackURL: string }) =>
      unwrap(await auth.signUp.email(given)),
  });
}

export function useRequestReset() {
  return useMutation({
    mutationFn: async (email: string) =>
      unwrap(await auth.requestPasswordReset({ email, redirectTo: "/reset-password" })),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: async (given: { newPassword: string; token: string }) => unwrap(await auth.resetPassword(given)),
  });
}

export function useResendVerification() {
  return useMutation({
    mutationFn: async (email: string) =>
      unwrap(await auth.sendVerificationEmail({ email, callbackURL: "/verify-email?done=true" })),
  });
}

type Answer<Data> =
  | { readonly data: Data; readonly error: null }
  | { readonly data: null; readonly error: { readonly code?: string | undefined; readonly status: number } };

function unwrap<Data>(answer: Answer<Data>): Data {
  if (answer.error === null) return answer.data;
  const { code = "", status } = answer.error;
  throw new SignInRefused(code, words.errors[code] ?? (status === 429 ? words.tooMany : words.failed));
}
