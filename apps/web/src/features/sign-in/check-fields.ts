import { pageStrings } from "@farebox/react/lib/page-strings.ts";

const LEAST_PASSWORD = 8;

/** What is wrong with a field before anything is sent, or null. */
export const checks = {
  name: (name: string) => (name.trim() === "" ? pageStrings.account.required : null),
  email: (email: string) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : pageStrings.account.emailWrong),
  password: (password: string) => (password === "" ? pageStrings.account.required : null),
  newPassword: (password: string) => (password.length < LEAST_PASSWORD ? pageStrings.account.passwordShort : null),
};

type Check = (text: string) => string | null;

/** Runs the checks over a form; answers the texts and what is wrong, by field. */
export function readForm<Field extends string>(form: HTMLFormElement, fields: Readonly<Record<Field, Check>>) {
  const data = new FormData(form);
  const values = {} as Record<Field, string>;
  const problems: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(fields) as Field[]) {
    values[field] = String(data.get(field) ?? "");
    const problem = fields[field](values[field]);
    if (problem !== null) problems[field] = problem;
  }
  const firstWrong = (Object.keys(problems) as Field[])[0];
  if (firstWrong !== undefined) form.querySelector<HTMLInputElement>(`[name="${firstWrong}"]`)?.focus();
  return { values, problems, isRight: firstWrong === undefined };
}
