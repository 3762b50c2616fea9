/** The parts of an address that can hold the token. */
export interface Address {
  pathname: string;
  search: string;
  hash: string;
}

/** 32 URL-safe characters alone. The second shape allows `_` and `-` around them, which text formats put around links. */
const shapes = [/(?<![\w-])([\w-]{32})(?![\w-])/, /(?<![\w-])[-_]*([A-Za-z\d][\w-]{30}[A-Za-z\d])[-_]*(?![\w-])/];

/**
 * Returns the token of a tracking link, and the address that the browser should show instead (null: keep it). Our links
 * are `/track/#<token>`, or `/es/track/#<token>`: browsers send no fragment to a server, and a bookmark keeps it. Mail software changes links. It
 * encodes `#` once or twice, moves the fragment into the path, adds tracking parameters, and includes the period after
 * the link. So we look for the token in the fragment, the query and the path. Without one, the text found there is
 * the token, and the page finds no job.
 */
export const readLink = ({ pathname, search, hash }: Address): { token: string; clean: string | null } => {
  const path = /^(?:\/e[ns])?\/track\/(.+)/i.exec(pathname)?.[1] ?? "";
  const query = [...new URLSearchParams(search)].map(([name, value]) =>
    /token$/i.test(name) ? value : value === "" ? name : "",
  );
  const texts = [hash.slice(1), ...query, path];
  const found = texts.map(tokenIn).find((match) => match !== null);
  const token = found ?? texts.find((text) => text !== "") ?? "";
  const own = tokenIn(hash) === token || hash === `#${token}` ? `#${token}` : "";
  const clean = `/track/${token === "" ? "" : own}`;
  const here = `${pathname.replace(/^\/track\.html$/, "/track/")}${search}${hash}`;
  return { token, clean: here === clean ? null : clean };
};

const tokenIn = (text: string): string | null => {
  const plain = decoded(text);
  return shapes.map((shape) => shape.exec(plain)?.[1]).find((match) => match !== undefined) ?? null;
};

/** Decodes percent-encoding up to three times. An invalid encoding becomes a space. */
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
