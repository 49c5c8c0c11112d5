import type { Deps } from "../../deps.ts";
import type { CatalogueSync } from "../../use-cases/catalogue-sync.ts";
import { isRefusal } from "../../use-cases/refusal.ts";
import { describeStep } from "./describe-plan.ts";
import { applyCatalogue, type CataloguePlan, planCatalogue } from "./sync-catalogue.ts";

export function createCatalogueSync(deps: Pick<Deps, "db" | "env" | "stripe">): CatalogueSync {
  const plan = () =>
    deps.stripe.call(async () => {
      const whole = await planCatalogue(deps, deps.env.publicUrl);
      return { ...whole, steps: whole.steps.filter(({ do: what }) => !what.endsWith("_webhook")) };
    });
  return {
    async plan() {
      const planned = await plan();
      return isRefusal(planned) ? planned : toReport(planned);
    },
    async apply() {
      const planned = await plan();
      if (isRefusal(planned)) return planned;
      const done = await deps.stripe.call(() => applyCatalogue(deps, planned));
      return isRefusal(done) ? done : toReport(planned);
    },
  };
}

function toReport({ steps, problems, inversions }: CataloguePlan) {
  return { steps: steps.map(describeStep), problems, inversions };
}
