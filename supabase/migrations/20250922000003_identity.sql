-- Why: who may act. People, their sessions and sign-ins (the sign-in library's tables), their place in a business,
--      credentials of back ends, and who has used up which trial.
-- Old code: keeps working, nothing that exists is changed.
--
-- Ids of people are text and no tenant table refers to them: they may come from another issuer (a bearer token's subject).
-- Members read none of this: what a person may know about people goes through the service, which checks the role first.

set role farebox_owner;

create table users (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  role text,
  banned boolean not null default false,
  ban_reason text,
  ban_expires_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint users_pkey primary key (id),
  constraint users_email_unique unique (email),
  constraint users_email_lower_case check (email = lower(email)),
  constraint users_email_length check (char_length(email) between 3 and 320),
  constraint users_name_length check (char_length(name) <= 200),
  constraint users_role_known check (role in ('operator'))
);
comment on table users is 'People who sign in here.';
comment on column users.role is 'operator may do everything for every business; null is an ordinary person.';
select farebox_setup.protect('users', 'select, insert, update, delete');

create table sessions (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  active_organization_id text,
  impersonated_by text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint sessions_pkey primary key (id),
  constraint sessions_token_unique unique (token),
  constraint sessions_user foreign key (user_id) references users (id) on delete cascade
);
create index sessions_of_user on sessions (user_id);
comment on table sessions is 'Signed-in browsers. Keyed by their own id, because they are asked before a business is known.';
select farebox_setup.protect('sessions', 'select, insert, update, delete');

create table auth_accounts (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint auth_accounts_pkey primary key (id),
  constraint auth_accounts_once unique (provider_id, account_id),
  constraint auth_accounts_user foreign key (user_id) references users (id) on delete cascade
);
create index auth_accounts_of_user on auth_accounts (user_id);
comment on table auth_accounts is 'How a person proves who they are; the password is a hash.';
select farebox_setup.protect('auth_accounts', 'select, insert, update, delete');

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint verifications_pkey primary key (id)
);
create index verifications_of_identifier on verifications (identifier);
comment on table verifications is 'Open e-mail verifications and password resets.';
select farebox_setup.protect('verifications', 'select, insert, update, delete');

create table members (
  business_id uuid not null,
  id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamptz(3) not null default now(),
  constraint members_pkey primary key (business_id, id),
  constraint members_once unique (business_id, user_id),
  constraint members_business foreign key (business_id) references businesses (id),
  constraint members_role_known check (role in ('owner', 'billing', 'member'))
);
create index members_of_user on members (user_id);
comment on table members is 'A person''s place in a business. Asked by person, too: which businesses may I see?';
select farebox_setup.protect('members', 'select, insert, update (role), delete');

create table invitations (
  business_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  status text not null default 'pending',
  expires_at timestamptz(3) not null,
  inviter_id text not null,
  created_at timestamptz(3) not null default now(),
  constraint invitations_pkey primary key (business_id, id),
  constraint invitations_id_unique unique (id),
  constraint invitations_business foreign key (business_id) references businesses (id),
  constraint invitations_email_lower_case check (email = lower(email)),
  constraint invitations_email_length check (char_length(email) between 3 and 320),
  constraint invitations_role_known check (role in ('owner', 'billing', 'member')),
  constraint invitations_status_known check (status in ('pending', 'accepted', 'rejected', 'canceled'))
);
create index invitations_of_email on invitations (email);
comment on table invitations is 'Offers of a place in a business. The id is what the mailed link carries, so it is found without a business.';
select farebox_setup.protect('invitations', 'select, insert, update (status, expires_at, role), delete');

create table api_keys (
  id uuid not null,
  key_hash bytea not null,
  prefix text not null,
  last4 text not null,
  business_id uuid,
  name text not null,
  scopes text[] not null,
  mode text not null,
  created_by text,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  expires_at timestamptz(3),
  constraint api_keys_pkey primary key (id),
  constraint api_keys_hash_unique unique (key_hash),
  constraint api_keys_business foreign key (business_id) references businesses (id),
  constraint api_keys_hash_length check (octet_length(key_hash) = 32),
  constraint api_keys_name_length check (char_length(name) between 1 and 200),
  constraint api_keys_scopes_known check (scopes <@ array['read', 'usage:write', 'holds:write', 'admin'] and cardinality(scopes) > 0),
  constraint api_keys_only_installation_is_admin check (business_id is null or not scopes @> array['admin']),
  constraint api_keys_mode_known check (mode in ('live', 'test'))
);
create index api_keys_of_business on api_keys (business_id, created_at);
comment on table api_keys is 'Credentials of back ends, found by the hash of the secret before a business is known. The secret itself is shown once and not kept.';
comment on column api_keys.business_id is 'Null: an installation key, for any business.';
select farebox_setup.protect('api_keys', 'select, insert, update (name, last_used_at, revoked_at, expires_at)');

create table trial_claims (
  user_id text not null,
  ordinal integer not null,
  business_id uuid not null,
  claimed_at timestamptz(3) not null default now(),
  constraint trial_claims_pkey primary key (user_id, ordinal),
  constraint trial_claims_once unique (business_id),
  constraint trial_claims_business foreign key (business_id) references businesses (id),
  constraint trial_claims_ordinal_positive check (ordinal >= 1)
);
comment on table trial_claims is 'Which of a person''s trials a business used up. The ordinal is part of the key, so that businesses created at once cannot share one.';
select farebox_setup.protect('trial_claims', 'select, insert');

reset role;
