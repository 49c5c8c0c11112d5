import type { DatabasePool } from "./connections/pool.ts";
import { createSqlRunner } from "./connections/sql-runner.ts";

/**
 * Throws unless connections of this pool act as the role they should, and that role is held by row security: no superuser,
 * no right to bypass it, owner of nothing, and not able to become the owner or (for a member) the service.
 */
export async function assertSafeRole(pool: DatabasePool): Promise<void> {
  const rows = await createSqlRunner(pool).query<RoleFacts>("role_facts", ROLE_FACTS, [pool.role]);
  const problems = Object.entries(rows[0] ?? {}).flatMap(([fact, isTrue]) =>
    isTrue ? [fact.replaceAll("_", " ")] : [],
  );
  if (problems.length > 0) throw new UnsafeRole(pool.role, problems);
}

export class UnsafeRole extends Error {
  readonly problems: readonly string[];

  constructor(role: string, problems: readonly string[]) {
    super(`the database role ${role} is not safe to work as: ${problems.join(", ")}`);
    this.name = "UnsafeRole";
    this.problems = problems;
  }
}

type RoleFacts = Readonly<Record<string, boolean>>;

// Memberships are asked of the role, not of the login that assumed it.
const ROLE_FACTS = `
select
  current_user <> $1 as acts_as_another_role,
  rolsuper as is_superuser,
  rolbypassrls as bypasses_row_security,
  rolcreaterole as may_create_roles,
  exists (select from pg_class where relowner = pg_roles.oid) as owns_tables,
  not rolsuper and pg_has_role(current_user, 'farebox_owner', 'member') as may_become_the_owner,
  not rolsuper and current_user <> 'farebox_service' and pg_has_role(current_user, 'farebox_service', 'member')
    as may_become_the_service
from pg_roles
where rolname = current_user
`;
