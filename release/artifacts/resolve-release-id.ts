import type { Releases } from "../promotion/releases.ts";
import { DeployRefused } from "../deploy-refused.ts";

/**
 * The id of the release that a person means by its beginning. A whole id stands for itself, also of a release that is not
 * here: what asks next says so. Throws `DeployRefused` with the candidates where several begin so.
 */
export const resolveReleaseId = ({ releases }: Pick<Releases, "releases">, typed: string): string => {
  const ids = releases.filter(({ leaving }) => leaving !== true).map(({ id }) => id);
  if (typed === "" || ids.includes(typed)) return typed;
  const [first, ...more] = ids.filter((id) => id.startsWith(typed));
  if (first === undefined) return typed;
  if (more.length === 0) return first;
  throw new DeployRefused(
    `Several releases begin with ${typed}.`,
    `Type more of one of these: ${[first, ...more].join(", ")}`,
  );
};
