import { useFollowPath } from "../../lib/use-follow-path.ts";
import { type Notice, useReadNotices } from "./use-notices.ts";

/** Goes where a notice leads, and notes that it was read. An operator who looks on leaves no such note. */
export function useFollowNotice(isReadOnly: boolean): (notice: Notice) => void {
  const followPath = useFollowPath();
  const read = useReadNotices();
  return ({ id, readAt, link }) => {
    if (readAt === null && !isReadOnly) read.mutate({ ids: [id] });
    followPath(link.url);
  };
}
