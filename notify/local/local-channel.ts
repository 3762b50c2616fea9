import type { ChannelKind } from "../../domain/message/event.ts";
import type { Channel, OutgoingMessage, Outcome } from "../channel.ts";

/**
 * Keeps messages instead of sending them: the stored message is the delivery. For a business that has no provider yet, and
 * for staging. In tests some addresses fail, as a provider would.
 */
export class LocalChannel implements Channel {
  readonly kind: ChannelKind;
  readonly timeout_ms = 1_000;
  readonly #hasFaults: boolean;

  constructor(kind: ChannelKind, { hasFaults = false }: { hasFaults?: boolean } = {}) {
    this.kind = kind;
    this.#hasFaults = hasFaults;
  }

  send({ id, to }: OutgoingMessage): Promise<Outcome> {
    const fault = this.#hasFaults ? faults.find(({ address }) => address.test(to)) : undefined;
    return Promise.resolve(fault?.outcome ?? { outcome: "accepted", provider_id: `local-${id}` });
  }

  verify(): Promise<Outcome> {
    return Promise.resolve({ outcome: "accepted", provider_id: "local" });
  }
}

const faults: readonly { address: RegExp; outcome: Outcome }[] = [
  { address: /^fail-5xx@/, outcome: { outcome: "refused", code: "550", reason: "address" } },
  { address: /^fail-4xx@/, outcome: { outcome: "down", code: "451" } },
  { address: /^\+1\d*0500$/, outcome: { outcome: "refused", code: "30006", reason: "landline" } },
];
