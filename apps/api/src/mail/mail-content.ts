import type { Language } from "@farebox/notices";

/** What a mail says, without how it looks. Its HTML and its plain text are made from the same. */
export type MailContent = {
  readonly language: Language;
  readonly subject: string;
  /** What lists of mails show beside the subject; does not repeat it. */
  readonly preheader: string;
  /** Whose affair it is: the business; null for a person's own. */
  readonly about: string | null;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The one number it is about, shown large; null when it is about none. */
  readonly figure: { readonly value: string; readonly caption: string } | null;
  /** Numbers and dates worth finding again, each with its name. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly action: MailLink;
  /** A further sentence below the button; null when there is none. */
  readonly after: string | null;
  /** Why the reader gets this, and how to get no more of it. */
  readonly footer: {
    readonly why: string;
    readonly links: readonly MailLink[];
  };
};

export type MailLink = { readonly label: string; readonly url: string };
