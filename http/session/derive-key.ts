import * as nodeCrypto from "node:crypto";
import type { Argon2Cost, PasswordCost, ScryptCost } from "../../domain/user.ts";

const { scrypt } = nodeCrypto;
/** Node has Argon2 since 24.7. Tailboard also runs on 22. */
const argon2 = "argon2" in nodeCrypto ? nodeCrypto.argon2 : null;

/**
 * The cost that OWASP's Password Storage Cheat Sheet recommends: Argon2id with 19 MiB, two passes and one lane. Without
 * Argon2, scrypt with N = 2^17, which takes 128 MiB.
 */
export const owaspCost: PasswordCost =
  argon2 === null ? { cost: 131_072 } : { kind: "argon2id", memory_kib: 19_456, passes: 2 };

/** Derives 32 bytes from a password at this cost. */
export const deriveKey = (password: string, salt: Uint8Array, cost: PasswordCost): Promise<Uint8Array> =>
  "kind" in cost ? argon2Key(password, salt, cost) : scryptKey(password, salt, cost);

const argon2Key = async (
  password: string,
  nonce: Uint8Array,
  { memory_kib, passes }: Argon2Cost,
): Promise<Uint8Array> => {
  if (argon2 === null) throw new Error("These passwords need Node 24.7 or newer, on which they were hashed.");
  return await new Promise((resolve, reject) => {
    argon2(
      "argon2id",
      { message: password, nonce, memory: memory_kib, passes, parallelism: 1, tagLength: 32 },
      (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      },
    );
  });
};

const scryptKey = (password: string, salt: Uint8Array, { cost }: ScryptCost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: cost, r: 8, p: 1, maxmem: 128 * cost * 8 * 2 + 65_536 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
