import type { Network } from "../../domain/booking-budget.ts";

/** The network of a household: one IPv4 address, or one IPv6 /64. */
export const networkOf = (address: string): string => {
  const groups = groupsOf(address);
  return groups === null ? plainOf(address) : groups.slice(0, 4).join(":");
};

/**
 * The household's network and, in IPv6, the /48 around it. A customer who rents a /48 has 65,536 networks, and a mobile
 * carrier gives one to each phone.
 */
export const networksOf = (address: string): Network[] => {
  const groups = groupsOf(address);
  const own = { name: networkOf(address), factor: 1 };
  return groups === null ? [own] : [own, { name: `${groups.slice(0, 3).join(":")}/48`, factor: 4 }];
};

/** An IPv4 address may be written as IPv6. */
const plainOf = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** The eight groups of an IPv6 address, without leading zeros. Null for other text. */
const groupsOf = (address: string): string[] | null => {
  if (!plainOf(address).includes(":")) return null;
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const whole =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - after.length).fill("0"), ...after];
  return whole.map((group) => Number.parseInt(group, 16).toString(16));
};
