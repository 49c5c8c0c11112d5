import type { NoticeLink } from "@farebox/notices";

/** Where a notice leads, in full for mails and from the root of this site for the page. */
export function noticeAddress(
  link: NoticeLink,
  { businessId, publicUrl = "" }: { readonly businessId: string; readonly publicUrl?: string },
): string {
  if ("url" in link) return link.url;
  const business = `?business=${encodeURIComponent(businessId)}`;
  if ("page" in link) return `${publicUrl}${link.page}${business}`;
  return `${publicUrl}/dashboard/billing${business}#${link.section}`;
}
