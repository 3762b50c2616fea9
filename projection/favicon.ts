/** The logo at 32 pixels, as PNG, drawn by `scripts/icons.ts`. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAW0lEQVR4nOyVwQkAIAhFLdyhgpZrstZriugaFRSkRPDfzdNTvyC7EEkTS8pAAMEHAh7qkiqd4fNRc8hgC9MdfWbLVCQnWB6I8Ipmh3wGgwNn+l5g8PQhgACCPQ0AAP//B0Nv3QAAAAZJREFUAwAq8Q2zKi2hqAAAAABJRU5ErkJggg==";

/** Returns an ICO file with that picture. Browsers and crawlers request `favicon.ico` whatever a page says. */
export const favicon = (): Uint8Array => {
  const picture = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const head = new DataView(new ArrayBuffer(22));
  head.setUint16(2, 1, true); // an icon
  head.setUint16(4, 1, true); // one picture
  head.setUint8(6, 32);
  head.setUint8(7, 32);
  head.setUint16(10, 1, true); // planes
  head.setUint16(12, 24, true); // bits a pixel
  head.setUint32(14, picture.length, true);
  head.setUint32(18, head.byteLength, true);
  return new Uint8Array([...new Uint8Array(head.buffer), ...picture]);
};
