import { organization } from "better-auth/plugins/organization";

/**
 * The sign-in library's organizations are our businesses, its members ours: one truth, two names. Through the library they
 * are read only. Businesses are made with their trial by `businesses.create`, members change by `members.*`, where the
 * last owner is kept.
 */
export function businessesAsOrganizations() {
  const plugin = organization({
    allowUserToCreateOrganization: false,
    disableOrganizationDeletion: true,
    schema: {
      member: { fields: { organizationId: "businessId" } },
      invitation: { fields: { organizationId: "businessId" } },
    },
  });
  // The library refuses to start where a column it knows is missing, and businesses have neither of these.
  const { organization: table } = plugin.schema;
  const known = Object.entries(table.fields).filter(([name]) => name !== "logo" && name !== "metadata");
  const fields = Object.fromEntries(known) as typeof table.fields;
  return { ...plugin, schema: { ...plugin.schema, organization: { ...table, fields } } };
}
