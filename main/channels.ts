import type { Clock } from "../domain/clock.ts";
import { isForAnySite, pauseOf, type Here, type PauseReason } from "../domain/message/live-for.ts";
import type { LiveFor, MessageSettings } from "../domain/message/message-settings.ts";
import type { Channel, OutgoingMessage } from "../notify/channel.ts";
import type { MailSource } from "../notify/mail-domain.ts";
import type { ChannelAccounts, Channels, ChannelSet } from "../notify/channels.ts";
import type { MessageSettingsStore } from "../store/message-settings-store.ts";
import type { ProviderSecrets, ProviderSecretStore } from "../store/provider-secrets.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import type { Config } from "./config.ts";
import { hereOf } from "./live-here.ts";
import { isLoopback, isLoopbackUrl } from "./loopback.ts";
import {
  emailAccountOf,
  secretStates,
  textAccountOf,
  type EmailAccount,
  type TextAccount,
} from "./provider-accounts.ts";

export type ChannelConfig = Pick<Config, "store" | "siteUrl" | "providers" | "clockOffsetSeconds">;

export interface ChannelStores {
  settings: Pick<SettingsStore, "read">;
  messageSettings: Pick<MessageSettingsStore, "read" | "change">;
  providerSecrets: Pick<ProviderSecretStore, "read">;
  identity: { read(options?: { fresh: boolean }): Promise<{ id: string }> };
}

/** Makes the channels of one process. Staging has no providers, so it cannot reach a person. */
export const openChannels = (config: ChannelConfig, stores: ChannelStores, clock: Clock): Channels =>
  config.providers === null ? localOnly : new ConfiguredChannels(config, config.providers, stores, clock);

/** Nothing to send with: every message is kept. */
export const localOnly: Channels = {
  read: () => Promise.resolve({ text: null, email: null, local: true, paused: null }),
  textTokens: () => Promise.resolve([]),
  accounts: () =>
    Promise.resolve({ smtp: { set: false }, twilio: { set: false }, sender: { text: null, email: null }, mail: null }),
  start: () => Promise.resolve(),
  goLive: () => Promise.resolve(),
  release: () => undefined,
};

type Providers = NonNullable<Config["providers"]>;

class ConfiguredChannels implements Channels {
  readonly #config: ChannelConfig;
  readonly #providers: Providers;
  readonly #stores: ChannelStores;
  readonly #clock: Clock;
  #isServer = false;
  /** The open channels and the accounts that they were made of. */
  #email: { account: string; channel: Channel & { close(): void } } | null = null;
  #text: { account: string; channel: Channel } | null = null;

  constructor(config: ChannelConfig, providers: Providers, stores: ChannelStores, clock: Clock) {
    this.#config = config;
    this.#providers = providers;
    this.#stores = stores;
    this.#clock = clock;
  }

  async read(): Promise<ChannelSet> {
    const { settings, secrets } = await this.#inForce();
    const { business } = await this.#stores.settings.read();
    const email = emailAccountOf(this.#providers, settings, secrets, business.name);
    const text = textAccountOf(this.#providers, settings, secrets);
    if (email === null && text === null) return await localOnly.read();
    const paused = await this.#pause(settings, [email?.host, text?.host]);
    if (paused !== null) return { text: null, email: null, local: false, paused };
    return {
      email: email === null ? null : await this.#openEmail(email),
      text: text === null ? null : await this.#openText(text),
      local: false,
      paused: null,
    };
  }

  async textTokens(): Promise<string[]> {
    const { settings, secrets } = await this.#inForce();
    return textAccountOf(this.#providers, settings, secrets)?.authTokens ?? [];
  }

  async accounts(): Promise<ChannelAccounts> {
    const [{ settings, secrets }, { business }] = await Promise.all([this.#inForce(), this.#stores.settings.read()]);
    const email = emailAccountOf(this.#providers, settings, secrets, business.name);
    const text = textAccountOf(this.#providers, settings, secrets);
    return {
      ...secretStates(this.#providers, secrets),
      sender: {
        email: email === null ? null : `${email.from.name} <${email.from.address}>`,
        text: text === null ? null : "number" in text.sender ? text.sender.number : text.sender.messaging_service,
      },
      mail: email === null ? null : { ...mailOf(email), isLocal: isLoopback(email.host) },
    };
  }

  async start(isFresh: () => Promise<boolean>): Promise<void> {
    this.#isServer = true;
    const { live_for } = await this.#stores.messageSettings.read();
    const here = await this.#here();
    if (live_for === null) {
      if (await isFresh()) await this.#bind(here, (now) => now === null);
    } else if (isForAnySite(live_for, here)) await this.#bind(here, (now) => isForAnySite(now, here));
  }

  async goLive(): Promise<void> {
    await this.#bind(await this.#here({ fresh: true }), () => true);
  }

  /** Binds the store to this place, if what it is bound to now allows that. */
  async #bind(here: Here, allowed: (now: LiveFor) => boolean): Promise<void> {
    await this.#stores.messageSettings.change((settings) => {
      const { live_for: now } = settings;
      // A command that does not know the site's address leaves it open. The next start of a server fills it in.
      return allowed(now) ? { ...settings, live_for: here } : settings;
    });
  }

  release(): void {
    this.#email?.channel.close();
    this.#email = null;
  }

  async #inForce(): Promise<{ settings: MessageSettings; secrets: ProviderSecrets }> {
    const [settings, secrets] = await Promise.all([
      this.#stores.messageSettings.read(),
      this.#stores.providerSecrets.read(),
    ]);
    return { settings, secrets };
  }

  async #here(options = { fresh: false }): Promise<Here> {
    const here = hereOf(this.#config, (await this.#stores.identity.read(options)).id);
    // A server without the variable has no site address. A command without it does not know the address.
    return this.#isServer && here.site === null ? { ...here, site: "none" } : here;
  }

  async #pause({ live_for }: MessageSettings, hosts: (string | undefined)[]): Promise<PauseReason | null> {
    const isShifted = this.#config.clockOffsetSeconds !== 0;
    if (isShifted && !hosts.every((host) => host === undefined || isLoopback(host))) return "shifted_clock";
    return pauseOf(live_for, await this.#here());
  }

  async #openEmail(account: EmailAccount): Promise<Channel> {
    const made = JSON.stringify(account);
    if (this.#email?.account === made) return this.#email.channel;
    // Imported on demand: a process without an account never loads the protocol.
    const { SmtpChannel } = await import("../notify/smtp/smtp-channel.ts");
    // Another message may have opened it during the import. Closing that one would cut off what it is sending.
    if (this.#email?.account === made) return this.#email.channel;
    this.release();
    this.#email = { account: made, channel: new SmtpChannel(account) };
    return this.#email.channel;
  }

  async #openText(account: TextAccount): Promise<Channel> {
    const made = JSON.stringify(account);
    if (this.#text?.account === made) return this.#text.channel;
    const { TwilioChannel } = await import("../notify/twilio/twilio-channel.ts");
    const { siteUrl } = this.#config;
    const channel = new TwilioChannel(
      {
        ...account,
        ...(siteUrl === null ? {} : { statusCallback: (message) => statusUrl(siteUrl, account, message) }),
      },
      { now: () => this.#clock.now(), fetch },
    );
    this.#text = { account: made, channel };
    return channel;
  }
}

const mailOf = ({ from, host }: EmailAccount): MailSource => ({ address: from.address, host });

/** Where the provider reports what became of a text. Null: no conversation waits for it, or the provider cannot call us. */
const statusUrl = (site: string, { host }: TextAccount, { id, conversation }: OutgoingMessage): string | null => {
  if (conversation === undefined || (isLoopbackUrl(site) && !isLoopback(host))) return null;
  return `${site}/api/v1/hooks/twilio/status?${new URLSearchParams({ m: id, c: conversation })}`;
};
