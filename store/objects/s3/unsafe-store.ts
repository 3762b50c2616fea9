/**
 * Stores that look at the condition first and write afterwards, with no lock between: two writers may both be told
 * that they won. A probe sees that only by luck, so they are named here. Those that ignore conditions are found by it.
 */
export const unsafeStore = ({ host, server }: { host: string; server: string }): string | null =>
  named.find(({ hosts, servers }) => hosts?.test(host) === true || servers?.test(server) === true)?.why ?? null;

const named: { hosts?: RegExp; servers?: RegExp; why: string }[] = [
  {
    // backend/posix: the check comes before the body is read, the rename after it.
    servers: /versitygw/i,
    why: "the Versity gateway checks a condition and writes later, without a lock, so two writers could both win",
  },
  {
    // A threaded test double; the check and the write are apart.
    servers: /werkzeug|moto/i,
    why: "moto is a test double that checks a condition and writes later, without a lock",
  },
  {
    hosts: /(^|\.)storage\.googleapis\.com$/,
    why: "Google Cloud Storage takes no ETag as a condition for a write; it has generations instead",
  },
];
