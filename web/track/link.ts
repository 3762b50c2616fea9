/** The parts of the address that a link can carry its token in. */
export interface Address {
  pathname: string;
  search: string;
  hash: string;
}

/** 32 URL-safe characters with none beside them; a `_` or `-` beside them is the writing around a link. */
const shapes = [/(?<![\w-])([\w-]{32})(?![\w-])/, /(?<![\w-])[-_]*([A-Za-z\d][\w-]{30}[A-Za-z\d])[-_]*(?![\w-])/];

/**
 * The token of a tracking link, and what the address bar should show instead (null: it is right as it is). We make only
 * `/track/#<token>`, whose fragment no server sees and which stays so that a bookmark works. Mail software bends links:
 * it encodes `#` once or twice, moves the fragment into the path, adds trackers, and takes the dot behind the link
 * along. So the token is found in the fragment, the query or the path, whatever is around it. A link that holds no
 * token keeps what it says, and no job is found for it.
 */
export const readLink = ({ pathname, search, hash }: Address): { token: string; clean: string | null } => {
  const path = /^\/track\/(.+)/i.exec(pathname)?.[1] ?? "";
  const asked = [...new URLSearchParams(search)].map(([name, value]) =>
    /token$/i.test(name) ? value : value === "" ? name : "",
  );
  const texts = [hash.slice(1), ...asked, path];
  const found = texts.map(tokenIn).find((one) => one !== null);
  const token = found ?? texts.find((text) => text !== "") ?? "";
  const own = tokenIn(hash) === token || hash === `#${token}` ? `#${token}` : "";
  const clean = `/track/${token === "" ? "" : own}`;
  const here = `${pathname.replace(/^\/track\.html$/, "/track/")}${search}${hash}`;
  return { token, clean: here === clean ? null : clean };
};

const tokenIn = (text: string): string | null => {
  const plain = decoded(text);
  return shapes.map((shape) => shape.exec(plain)?.[1]).find((one) => one !== undefined) ?? null;
};

/** Percent-encoded up to three times over; what is not an encoding stays as it is. */
const decoded = (text: string): string => {
  let plain = text;
  for (let times = 0; times < 3; times++) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain.replaceAll(/%[\da-f]{2}/gi, " ");
    }
  }
  return plain;
};
