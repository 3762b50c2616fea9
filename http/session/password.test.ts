import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { PasswordHash } from "../../domain/user.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { HashQueue } from "./hash-queue.ts";
import { Passwords } from "./password.ts";

const password = "four words in a row";
const open = (cost?: ConstructorParameters<typeof Passwords>[2]) =>
  new Passwords(seededRandom(1), new HashQueue(), cost);

const oldHash = (cost: number): PasswordHash => {
  const salt = Buffer.from("0123456789abcdef");
  const hash = scryptSync(password, salt, 32, { N: cost, r: 8, p: 1, maxmem: 128 * cost * 16 });
  return { salt: salt.toString("base64url"), hash: hash.toString("base64url"), cost };
};

describe("passwords", () => {
  it("are hashed with Argon2id as OWASP recommends: 19 MiB, two passes", async () => {
    const kept = await open().hash(password);
    expect(kept).toEqual({
      kind: "argon2id",
      memory_kib: 19_456,
      passes: 2,
      salt: expect.stringMatching(/^[\w-]{22}$/),
      hash: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect([await open().matches(password, kept), await open().matches(`${password}.`, kept)]).toEqual([true, false]);
    expect(open().isOutdated(kept)).toBe(false);
  });

  it("match in any Unicode composition", async () => {
    const kept = await open().hash("cafe\u0301 au lait, s'il vous plai\u0302t");
    expect(await open().matches("caf\u00e9 au lait, s'il vous pla\u00eet", kept)).toBe(true);
  });

  it("hashed with scrypt by earlier versions match and are outdated", async () => {
    const kept = oldHash(32_768);
    expect([await open().matches(password, kept), await open().matches("another", kept)]).toEqual([true, false]);
    expect(open().isOutdated(kept)).toBe(true);
  });

  it("are outdated if they were hashed with less memory or fewer passes than now, but not with more", async () => {
    const [less, fewer, more] = [
      { kind: "argon2id", memory_kib: 64, passes: 2 },
      { kind: "argon2id", memory_kib: 128, passes: 1 },
      { kind: "argon2id", memory_kib: 256, passes: 3 },
    ] as const;
    const now = open({ kind: "argon2id", memory_kib: 128, passes: 2 });
    const outdated = async (cost: typeof less | typeof fewer | typeof more) =>
      now.isOutdated(await open(cost).hash(password));
    expect([await outdated(less), await outdated(fewer), await outdated(more)]).toEqual([true, true, false]);
  });

  it("cost as much as OWASP recommends if Node has no Argon2", async () => {
    const scrypt = { cost: 131_072 };
    const older = open(scrypt);
    const rest = { salt: "", hash: "" };
    expect(older.isOutdated({ cost: 32_768, ...rest })).toBe(true);
    expect(older.isOutdated({ ...scrypt, ...rest })).toBe(false);
    expect(older.isOutdated({ kind: "argon2id", memory_kib: 19_456, passes: 2, ...rest })).toBe(false);
    const kept = await older.hash(password);
    expect(kept).toMatchObject(scrypt);
    expect([await older.matches(password, kept), await older.matches("another", kept)]).toEqual([true, false]);
  });

  it("of an unknown login never match, not even an empty hash", async () => {
    expect(await open().matches(password, null)).toBe(false);
    expect(await open().matches(password, { salt: "", hash: "", cost: 2 })).toBe(false);
  });
});
