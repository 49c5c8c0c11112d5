import { Button } from "@farebox/react/components/button.tsx";
import { Name } from "@farebox/react/components/name.tsx";
import { classNames } from "@farebox/react/lib/class-names.ts";
import { formatDate, formatInstant, formatRelative } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import type { ApiKey } from "./use-keys.ts";

const words = pageStrings.settings;

/** Keys by what can be known of them; the secret was shown once and is not here. */
export function KeysTable({
  keys,
  timeZone,
  now,
  onRevoke,
}: {
  keys: readonly ApiKey[];
  timeZone: string;
  now: Date;
  onRevoke: (key: ApiKey) => void;
}) {
  const columns = words.keyColumns;
  return (
    <table className="w-full text-table max-md:block">
      <thead className="max-md:sr-only">
        <tr className="border-b border-line text-start text-meta text-ink-3 [&>th]:py-2 [&>th]:pe-4 [&>th]:text-start [&>th]:font-normal">
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.key}</th>
          <th scope="col">{columns.may}</th>
          <th scope="col">{columns.created}</th>
          <th scope="col">{columns.lastUsed}</th>
          <th scope="col">
            <span className="sr-only">{columns.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {keys.map((key) => (
          <tr
            key={key.id}
            className={classNames(
              "h-13 border-b border-line max-md:grid max-md:h-auto max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:py-3 [&>td]:pe-4 max-md:[&>td]:pe-0",
              key.revokedAt !== null && "text-ink-3",
            )}
          >
            <th scope="row" className="max-w-60 pe-4 text-start font-medium">
              <Name>{key.name}</Name>
            </th>
            <td className="max-md:col-start-1">
              <code className="font-mono text-meta whitespace-nowrap">{`${key.prefix}…${key.last4}`}</code>
            </td>
            <td className="text-ink-2 max-md:col-start-1">
              {key.scopes.map((scope) => words.scopesShort[scope] ?? scope).join(", ")}
            </td>
            <td className="whitespace-nowrap text-ink-2 max-md:hidden">
              <When at={key.createdAt} timeZone={timeZone} now={now} />
            </td>
            <td className="whitespace-nowrap text-ink-2 max-md:hidden">
              {key.lastUsedAt === null ? words.neverUsed : formatRelative(new Date(key.lastUsedAt), now)}
            </td>
            <td className="pe-0! text-end max-md:col-start-2 max-md:row-start-1 max-md:row-end-4">
              {key.revokedAt === null ? (
                <Button size="small" aria-label={words.revokeNamed(key.name)} onClick={() => onRevoke(key)}>
                  {words.revoke}
                </Button>
              ) : (
                words.revoked
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function When({ at, timeZone, now }: { at: string; timeZone: string; now: Date }) {
  const instant = new Date(at);
  return (
    <time dateTime={at} title={formatInstant(instant, timeZone)}>
      {formatDate(instant, timeZone, now)}
    </time>
  );
}
