/** Returns S3's error code and message from the body of a failed request; empty texts without such a body. */
export const errorIn = (body: Uint8Array): { code: string; message: string } => {
  const xml = textOf(body);
  return { code: elementIn(xml, "Code"), message: elementIn(xml, "Message") };
};

/** Returns the names in the answer to a list. Tailboard asks for encoded names, so that they contain no XML escapes. */
export const namesIn = (body: Uint8Array): { names: string[]; more: boolean } => {
  const xml = textOf(body);
  const isEncoded = elementIn(xml, "EncodingType") === "url";
  const names = [...xml.matchAll(/<Contents>.*?<\/Contents>/gs)].map(([contents]) => {
    const name = elementIn(contents, "Key");
    return isEncoded ? decodeURIComponent(name.replaceAll("+", " ")) : name;
  });
  return { names, more: elementIn(xml, "IsTruncated") === "true" };
};

/** The text of the first element with this name. */
const elementIn = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);
