/**
 * Returns why a store is unsafe, or null. These stores check the condition first and write afterwards without a lock, so
 * both of two racing writers may get a success. The start-up probe sees that only by chance, so they are named here. The
 * probe finds the stores that ignore conditions.
 */
export const unsafeStore = ({ host, server }: { host: string; server: string }): string | null =>
  unsafeStores.find(({ hosts, servers }) => hosts?.test(host) === true || servers?.test(server) === true)?.why ?? null;

const unsafeStores: { hosts?: RegExp; servers?: RegExp; why: string }[] = [
  {
    // Its POSIX backend checks the condition before it reads the body, and renames the file afterwards.
    servers: /versitygw/i,
    why: "the Versity gateway checks a condition and writes later, without a lock, so two writers could both win",
  },
  {
    servers: /werkzeug|moto/i,
    why: "moto is a test double that checks a condition and writes later, without a lock",
  },
  {
    hosts: /(^|\.)storage\.googleapis\.com$/,
    why: "Google Cloud Storage has no writes with an ETag as their condition; it has generations instead",
  },
];
