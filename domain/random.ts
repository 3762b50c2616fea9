/** The source of randomness. `main/` makes the real one; tests pass a seeded one and print the seed. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** Uniform in [0, 1). Do not use it for secrets. */
  fraction(): number;
}

const base64url = (bytes: Uint8Array): string => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const fromBase64url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

/** Returns an id of 72 random bits, which never repeats: for write ids, reservation ids and outbox ids. */
export const freshId = (random: Random): string => base64url(random.bytes(9));

export { base64url, fromBase64url };
