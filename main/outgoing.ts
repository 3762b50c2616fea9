import { lookup } from "node:dns/promises";
import { pauseOf } from "../domain/message/live-for.ts";
import type { Outgoing } from "../notify/webhook/webhook-runner.ts";
import type { Config } from "./config.ts";
import { hereOf } from "./live-here.ts";
import type { State } from "./open-state.ts";

/**
 * What this process may call on the internet. Staging and a copy of a store call nothing. A server whose tests move the clock
 * calls only this machine.
 */
export const outgoingOf = (
  config: Pick<Config, "store" | "siteUrl" | "providers" | "limits" | "clockOffsetSeconds">,
  { messageSettings, identity }: Pick<State, "messageSettings" | "identity">,
): Outgoing => ({
  rules: { loopback: !config.limits, public: config.clockOffsetSeconds === 0 },
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  isPaused: async () => {
    if (config.providers === null) return true;
    const [{ live_for }, { id }] = await Promise.all([messageSettings.read(), identity.read()]);
    return pauseOf(live_for, hereOf(config, id)) !== null;
  },
});

/** For a process that must reach nothing. */
export const noOutgoing: Outgoing = {
  rules: { loopback: false, public: false },
  resolve: () => Promise.reject(new Error("This process looks up no names")),
  isPaused: () => Promise.resolve(true),
};
