/** The only source of chance. A real one is made in `main/`; tests pass a seeded one and print the seed. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** Uniform in [0, 1). Never for anything secret. */
  fraction(): number;
}

const base64url = (bytes: Uint8Array): string => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

/** A name that is never used again (72 random bits): write ids, reference ids, outbox ids. */
export const freshId = (random: Random): string => base64url(random.bytes(9));

export { base64url };
