import type { NetworkInterfaceInfo } from "node:os";
import type { Network } from "./local-origins.ts";

/** Names and addresses of a machine, from what the system says of its interfaces. */
export const networkOf = (
  name: string,
  interfaces: Partial<Record<string, Pick<NetworkInterfaceInfo, "address" | "family" | "internal">[]>>,
): Network => ({
  name: name.toLowerCase(),
  addresses: Object.entries(interfaces)
    .flatMap(([id, infos = []]) => infos.map((info) => ({ ...info, id })))
    // A link-local address needs a zone in IPv6, and in IPv4 means that no router gave this machine one.
    .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ address }) => address),
});

/** IPv4 before IPv6, which people cannot type; interfaces of containers and virtual machines, which no other machine reaches, last. */
const rank = ({ id, family }: { id: string; family: string }): number =>
  (/^(?:docker|br-|veth|virbr|cni|podman|vmnet|bridge|utun|tun|tap)/.test(id) ? 2 : 0) + (family === "IPv4" ? 0 : 1);
