import { DeployRefused } from "../deploy-refused.ts";

/**
 * Returns the id that starts with what a person typed. A text that matches no release is returned as it is, so that the
 * caller reports the unknown release.
 * @throws DeployRefused with the candidates if several ids start with it
 */
export const resolveReleaseId = (
  { releases }: { releases: { id: string; leaving?: true }[] },
  typed: string,
): string => {
  const ids = releases.filter(({ leaving }) => leaving !== true).map(({ id }) => id);
  if (typed === "" || ids.includes(typed)) return typed;
  const [first, ...more] = ids.filter((id) => id.startsWith(typed));
  if (first === undefined) return typed;
  if (more.length === 0) return first;
  throw new DeployRefused(
    `Several releases start with ${typed}.`,
    `Type more of one of these: ${[first, ...more].join(", ")}`,
  );
};
