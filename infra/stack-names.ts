import type { InfraConfig } from "../main/infra-config.ts";

export type StackPart = "firewall" | "main" | "watch";

export const stackNames = ({ name }: Pick<InfraConfig, "name">): Record<StackPart, string> => ({
  firewall: `tailboard-${name}-firewall`,
  main: `tailboard-${name}`,
  watch: `tailboard-${name}-watch`,
});
