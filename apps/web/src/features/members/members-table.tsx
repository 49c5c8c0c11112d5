import { Button } from "@farebox/react/components/button.tsx";
import { Name } from "@farebox/react/components/name.tsx";
import type { Role } from "@farebox/react/lib/business.ts";
import { formatDate } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import type { Member } from "./use-members.ts";

const words = pageStrings.settings;
const ROLES: readonly Role[] = ["owner", "billing", "member"];

/** Who is in the business. The last owner can neither leave nor become less. */
export function MembersTable({
  members,
  userId,
  timeZone,
  now,
  onRole,
  onRemove,
}: {
  members: readonly Member[];
  userId: string;
  timeZone: string;
  now: Date;
  onRole: (member: Member, role: Role) => void;
  onRemove: (member: Member) => void;
}) {
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <table className="w-full text-table">
      <thead>
        <tr className="border-b border-line text-meta text-ink-3 [&>th]:py-2 [&>th]:text-start [&>th]:font-normal">
          <th scope="col">{words.memberColumns.person}</th>
          <th scope="col">{words.memberColumns.role}</th>
          <th scope="col" className="max-sm:hidden">
            {words.memberColumns.since}
          </th>
          <th scope="col">
            <span className="sr-only">{words.memberColumns.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const isLastOwner = member.role === "owner" && owners === 1;
          const name = member.name || member.email;
          return (
            <tr key={member.id} className="h-13 border-b border-line">
              <th scope="row" className="max-w-0 min-w-32 py-2 pe-4 text-start font-normal max-sm:min-w-20">
                <span className="flex gap-1.5">
                  <Name className="font-medium">{name}</Name>
                  {member.userId === userId && <span className="shrink-0 text-ink-3">({words.you})</span>}
                </span>
                <Name className="text-meta text-ink-3">{member.email}</Name>
              </th>
              <td className="pe-4 max-sm:pe-2">
                <select
                  aria-label={words.roleOf(name)}
                  value={member.role}
                  disabled={isLastOwner}
                  title={isLastOwner ? words.lastOwner : undefined}
                  onChange={(event) => onRole(member, event.target.value as Role)}
                  className="h-8 rounded-control border border-line-strong bg-surface px-2 text-table disabled:border-line disabled:text-ink-3 max-sm:h-11 max-sm:text-field"
                >
                  {ROLES.map((role) => (
                    <option key={role} value={role}>
                      {words.roles[role] ?? role}
                    </option>
                  ))}
                </select>
              </td>
              <td className="pe-4 whitespace-nowrap text-ink-2 max-sm:hidden">
                {formatDate(new Date(member.createdAt), timeZone, now)}
              </td>
              <td className="text-end">
                <Button
                  size="small"
                  disabled={isLastOwner}
                  aria-label={words.removeNamed(name)}
                  onClick={() => onRemove(member)}
                >
                  {words.remove}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
