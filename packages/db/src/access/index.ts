export {
  type BusinessAccess,
  type MemberRole,
  type Membership,
  readBusinessAccess,
  readMemberships,
} from "./business-access.ts";
