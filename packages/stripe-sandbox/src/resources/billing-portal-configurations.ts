import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { boolean, string, url } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { blankFeatures, changedFeatures, featuresShape, usualFeatures } from "../portal/portal-features.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { pageOf, pageParameters } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export type PortalConfiguration = Stored<Stripe.BillingPortal.Configuration>;

const describing = {
  business_profile: object({
    headline: emptyable(string({ maximumLength: 60 })),
    privacy_policy_url: url(),
    terms_of_service_url: url(),
  }),
  default_return_url: emptyable(url()),
  metadata: metadata(),
  name: emptyable(string()),
};

const updateShape = { ...describing, active: boolean(), features: object(featuresShape) };

export const portalConfigurationRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/billing_portal/configurations",
    parameters: { ...describing, features: required(object(featuresShape)) },
    handle: ({ world, parameters }) => {
      const features = changedFeatures(blankFeatures(), parameters.features);
      return insertConfiguration(world, changed(build(world, features, false), parameters));
    },
  }),
  route({
    method: "GET",
    path: "/v1/billing_portal/configurations",
    parameters: { ...pageParameters, active: boolean(), is_default: boolean() },
    handle: ({ world, parameters }) =>
      pageOf(world.billing_portal_configurations, parameters, {
        url: "/v1/billing_portal/configurations",
        matches: (each) =>
          (parameters.active === undefined || each.active === parameters.active) &&
          (parameters.is_default === undefined || each.is_default === parameters.is_default),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/billing_portal/configurations/:configuration",
    parameters: {},
    handle: ({ world, path }) => world.billing_portal_configurations.require(path.configuration, "configuration"),
  }),
  route({
    method: "POST",
    path: "/v1/billing_portal/configurations/:configuration",
    parameters: updateShape,
    handle: ({ world, path, parameters }) => {
      const before = world.billing_portal_configurations.require(path.configuration, "configuration");
      const after = world.billing_portal_configurations.update(before.id, {
        ...changed(before, parameters),
        features: changedFeatures(before.features, parameters.features ?? {}),
        updated: now(world),
      });
      emit(world, "billing_portal.configuration.updated", after, before);
      return after;
    },
  }),
];

/** The configuration sessions have that name none; made when the first one is opened. */
export function defaultConfiguration(world: World): PortalConfiguration {
  const [found] = world.billing_portal_configurations.where((each) => each.is_default);
  return found ?? insertConfiguration(world, build(world, usualFeatures(), true));
}

function insertConfiguration(world: World, configuration: PortalConfiguration): PortalConfiguration {
  world.billing_portal_configurations.insert(configuration);
  emit(world, "billing_portal.configuration.created", configuration);
  return configuration;
}

function changed(
  before: PortalConfiguration,
  given: Parsed<typeof describing> & { active?: boolean | undefined },
): PortalConfiguration {
  const { active, default_return_url, name } = given;
  return {
    ...before,
    ...withoutUndefined({ active, default_return_url, name }),
    business_profile: { ...before.business_profile, ...withoutUndefined(given.business_profile ?? {}) },
    metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
  };
}

function build(world: World, features: PortalConfiguration["features"], isDefault: boolean): PortalConfiguration {
  return {
    id: world.billing_portal_configurations.newId(),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now(world),
    default_return_url: null,
    features,
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now(world),
  } satisfies PortalConfiguration;
}
