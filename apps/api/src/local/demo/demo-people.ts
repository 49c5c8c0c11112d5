import type { SignIn } from "../../auth/sign-in.ts";

/** Somebody who can sign in to the demo. */
export type DemoPerson = {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly isOperator: boolean;
};

/** Makes a person once, with a proven address, and sees to it that the password is this one. Answers the person's id. */
export async function ensurePerson(signIn: SignIn, { email, name, password, isOperator }: DemoPerson): Promise<string> {
  const { internalAdapter, password: passwords } = await signIn.$context;
  const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  if (found === null) {
    const user = await internalAdapter.createUser(
      {
        email,
        name,
        emailVerified: true,
        role: isOperator ? "operator" : null,
      },
      { method: "email-password" },
    );
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: "credential",
      accountId: user.id,
      password: await passwords.hash(password),
    });
    return user.id;
  }
  const { user, accounts } = found;
  const account = accounts.find(({ providerId }) => providerId === "credential");
  // A start that was killed between the two rows left a person without a password.
  if (account === undefined) {
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: "credential",
      accountId: user.id,
      password: await passwords.hash(password),
    });
  } else if (!(await passwords.verify({ hash: account.password ?? "", password }))) {
    await internalAdapter.updatePassword(user.id, await passwords.hash(password));
  }
  return user.id;
}
