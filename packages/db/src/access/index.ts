export {
  insertApiKey,
  listApiKeys,
  type NewApiKey,
  readApiKeysByHash,
  revokeApiKey,
  type StoredApiKey,
  touchApiKeys,
} from "./api-keys.ts";
export {
  type BusinessAccess,
  type MemberRole,
  type Membership,
  readBusinessAccess,
  readMemberships,
} from "./business-access.ts";
export {
  listOpenInvitations,
  lockInvitation,
  readInvitation,
  replaceInvitation,
  type StoredInvitation,
  settleInvitation,
} from "./invitations.ts";
export {
  readLanguageOfAddress,
  readLanguageOfPerson,
  readLanguages,
  type StoredLanguages,
  setLanguages,
} from "./languages.ts";
export {
  deleteMember,
  insertMemberOnce,
  listMembers,
  lockMembers,
  type StoredMember,
  updateMemberRole,
} from "./members.ts";
export { isOfAnotherIssuer, resolveTokenPerson, type StoredPerson, type TokenSubject } from "./people.ts";
export { listenForRevokedKeys } from "./revoked-keys.ts";
