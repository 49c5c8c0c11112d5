import { type Outputs, trpc } from "./trpc.ts";

export type Plan = Outputs["plans"]["list"]["items"][number];
export type Package = Outputs["packages"]["list"]["items"][number];

const HOUR_MS = 60 * 60_000;

/** The plans on sale, smallest first. */
export function usePlans() {
  const query = trpc.plans.list.useQuery(undefined, { staleTime: HOUR_MS });
  return {
    plans: query.data?.items ?? null,
    error: query.isError ? query.error : null,
    retry: () => void query.refetch(),
  };
}

/** The packages on sale, smallest first. */
export function usePackages() {
  const query = trpc.packages.list.useQuery(undefined, { staleTime: HOUR_MS });
  return {
    packages: query.data?.items ?? null,
    error: query.isError ? query.error : null,
    retry: () => void query.refetch(),
  };
}
