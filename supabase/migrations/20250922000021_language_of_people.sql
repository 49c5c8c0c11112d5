-- Why: mails are written in the language of whoever reads them: the one a person chose, else the one the page last showed them.
-- Old code: keeps working. It reads and writes neither column.

set role farebox_owner;

alter table users
  add column language text,
  add column shown_language text,
  add constraint users_language_known check (language in ('en', 'de', 'ar')),
  add constraint users_shown_language_known check (shown_language in ('en', 'de', 'ar'));
comment on column users.language is 'What the person chose; null follows their browser.';
comment on column users.shown_language is 'What the page last showed them.';

reset role;
