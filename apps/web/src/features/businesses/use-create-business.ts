import { trpc } from "@farebox/react/lib/trpc.ts";

/** Creates a business; the person who asks becomes its owner. */
export function useCreateBusiness() {
  return trpc.businesses.create.useMutation();
}
