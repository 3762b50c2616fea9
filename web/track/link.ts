/** The parts of the address that a link can carry its token in. */
export interface Address {
  pathname: string;
  search: string;
  hash: string;
}

/**
 * The token of a tracking link, as it stands: nobody has said yet that it is one. We make only `/track/#<token>`,
 * whose fragment no server sees and which stays so that a bookmark works. `/track/<token>` and `?token=<token>`
 * were made elsewhere: `clean` is what the address bar should show instead, at once.
 */
export const readLink = ({ pathname, search, hash }: Address): { token: string; clean: string | null } => {
  const named = /^\/track\/(.+)/.exec(pathname)?.[1] ?? "";
  const asked = new URLSearchParams(search).get("token") ?? "";
  return {
    token: hash.slice(1) || asked || named,
    clean: asked || named ? `/track/${hash}` : null,
  };
};
