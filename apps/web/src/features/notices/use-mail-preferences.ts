import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";

export type MailPreference = Outputs["notices"]["preferences"]["items"][number];

/** Which kinds of notices come to the person by mail. A tick shows at once, and goes back if it could not be kept. */
export function useMailPreferences() {
  const utils = trpc.useUtils();
  const query = trpc.notices.preferences.useQuery();
  const set = trpc.notices.setPreferences.useMutation({
    onMutate: async ({ items }) => {
      await utils.notices.preferences.cancel();
      const before = utils.notices.preferences.getData();
      utils.notices.preferences.setData(undefined, (shown) => shown && { items: merge(shown.items, items) });
      return { before };
    },
    onError: (_error, _asked, context) => utils.notices.preferences.setData(undefined, context?.before),
    onSettled: () => utils.notices.preferences.invalidate(),
  });
  return {
    preferences: query.data?.items ?? null,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    set,
  };
}

function merge(shown: readonly MailPreference[], changed: readonly MailPreference[]): MailPreference[] {
  return shown.map((preference) => changed.find(({ kind }) => kind === preference.kind) ?? preference);
}
