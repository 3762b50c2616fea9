import type { NetworkInterfaceInfo } from "node:os";
import type { Network } from "./local-origins.ts";

/** The name and the addresses of a machine, from its network interfaces. */
export const networkOf = (
  name: string,
  interfaces: Partial<Record<string, Pick<NetworkInterfaceInfo, "address" | "family" | "internal">[]>>,
): Network => ({
  name: name.toLowerCase(),
  addresses: Object.entries(interfaces)
    .flatMap(([id, infos = []]) => infos.map((info) => ({ ...info, id })))
    // An IPv6 link-local address needs a zone, and an IPv4 one means that no router assigned an address.
    .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ address }) => address),
});

/**
 * Sorts IPv4 before IPv6, which people cannot type, and interfaces of containers and virtual machines last, because no
 * other machine reaches them.
 */
const rank = ({ id, family }: { id: string; family: string }): number =>
  (/^(?:docker|br-|veth|virbr|cni|podman|vmnet|bridge|utun|tun|tap)/.test(id) ? 2 : 0) + (family === "IPv4" ? 0 : 1);
