import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { usualMessageSettings, type MessageSettings } from "../domain/message/message-settings.ts";
import { sampleSettings } from "../domain/settings.ts";
import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import { FakeTwilio } from "../notify/twilio/fake-twilio.ts";
import type { ProviderSecrets } from "../store/provider-secrets.ts";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { openChannels } from "./channels.ts";
import { readConfig } from "./config.ts";
import { hereOf } from "./live-here.ts";
import { previewOf } from "./preview.ts";

const smtp = new ScriptedSmtp();
const twilio = new FakeTwilio();
let urls: { smtp: string; twilio: string };
beforeEach(async () => {
  urls = { smtp: await smtp.listen(), twilio: await twilio.listen() };
});
afterEach(() => Promise.all([smtp.close(), twilio.close()]));

/** A process with these variables, on a store with these settings and secrets. The store is live here. */
const openOn = (
  env: Record<string, string>,
  {
    settings = {},
    secrets = {},
    preview = false,
  }: { settings?: Partial<MessageSettings>; secrets?: ProviderSecrets; preview?: boolean } = {},
) => {
  const read = readConfig({ TAILBOARD_STORE: "sqlite:./data", ...env });
  const config = preview ? previewOf(read) : read;
  let stored = { ...usualMessageSettings, live_for: hereOf(config, "store-1"), ...settings, rev: 1 };
  return openChannels(
    config,
    {
      settings: { read: () => Promise.resolve(sampleSettings("America/Los_Angeles")) },
      messageSettings: {
        read: () => Promise.resolve(stored),
        change: (apply) => Promise.resolve((stored = { ...apply(stored, 1), rev: 2 })),
      },
      providerSecrets: { read: () => Promise.resolve(secrets) },
      identity: { read: () => Promise.resolve({ id: "store-1" }) },
    },
    new FakeClock(),
  );
};

const emailEnv = () => ({ TAILBOARD_SMTP_URL: urls.smtp, TAILBOARD_MAIL_FROM: "Coastline <office@coastline.example>" });
const textEnv = () => ({
  TAILBOARD_TWILIO_ACCOUNT_SID: "AC1",
  TAILBOARD_TWILIO_AUTH_TOKEN: "first,second",
  TAILBOARD_TWILIO_FROM: "+16195550100",
  TAILBOARD_TWILIO_URL: urls.twilio,
});
const message = { id: "m1", to: "maria@example.com", subject: "Hello", text: "Hello" };

test("without an account, messages are kept", async () => {
  expect(await openOn({}).read()).toEqual({ text: null, email: null, local: true, paused: null });
  expect(await openOn({}).textTokens()).toEqual([]);
});

test("an account of the environment sends, with its own sender", async () => {
  const channels = openOn({ ...emailEnv(), ...textEnv() });
  const { email, text, local, paused } = await channels.read();
  expect([local, paused]).toEqual([false, null]);
  expect(await email?.send(message)).toMatchObject({ outcome: "accepted" });
  expect(smtp.received.at(-1)).toContain("From: Coastline <office@coastline.example>");
  expect(await text?.send({ ...message, to: "+16195550142" })).toMatchObject({ outcome: "accepted" });
  expect(twilio.messages.at(-1)?.fields).toMatchObject({ From: "+16195550100", To: "+16195550142" });
  expect(twilio.authorizations.at(-1)).toBe(`Basic ${btoa("AC1:first")}`);
  expect(await channels.textTokens()).toEqual(["first", "second"]);
});

test("an account of the settings sends, and the environment wins over it", async () => {
  const settings = {
    from_name: "Coastline",
    from_address: "hello@coastline.example",
    twilio: { account_sid: "AC2", from: null, messaging_service_sid: "MG2" },
  };
  const secrets = { smtp: { url: urls.smtp }, twilio: { auth_token: "own", api_key: "SK1", api_secret: "key" } };
  const own = await openOn({ TAILBOARD_TWILIO_URL: urls.twilio }, { settings, secrets }).read();
  await own.email?.send(message);
  expect(smtp.received.at(-1)).toContain("From: Coastline <hello@coastline.example>");
  await own.text?.send({ ...message, to: "+16195550142" });
  expect(twilio.messages.at(-1)?.fields).toMatchObject({ MessagingServiceSid: "MG2" });
  expect(twilio.authorizations.at(-1)).toBe(`Basic ${btoa("SK1:key")}`);

  const both = openOn({ ...emailEnv(), ...textEnv() }, { settings, secrets });
  await (await both.read()).email?.send(message);
  expect(smtp.received.at(-1)).toContain("From: Coastline <office@coastline.example>");
  await (await both.read()).text?.send({ ...message, to: "+16195550142" });
  expect(twilio.messages.at(-1)?.fields).toMatchObject({ From: "+16195550100" });
  expect(await both.textTokens()).toEqual(["first", "second"]);
});

test.each([
  ["a sender", ["TAILBOARD_TWILIO_FROM"]],
  ["a token", ["TAILBOARD_TWILIO_AUTH_TOKEN"]],
  ["an account", ["TAILBOARD_TWILIO_ACCOUNT_SID"]],
])("texts without %s are not set up", async (_part, left) => {
  const env = Object.entries({ ...emailEnv(), ...textEnv() }).filter(([name]) => !left.includes(name));
  expect((await openOn(Object.fromEntries(env)).read()).text).toBeNull();
});

test("an email with a way to stop says so to the mail program", async () => {
  const { email } = await openOn(emailEnv(), { settings: { reply_to: "desk@coastline.example" } }).read();
  await email?.send({ ...message, unsubscribe: "https://book.coastline.example/api/v1/unsubscribe/abc" });
  const [head = ""] = smtp.received.at(-1)?.replaceAll("\r\n ", " ").split("\r\n\r\n") ?? [];
  expect(head).toContain(
    "List-Unsubscribe: <https://book.coastline.example/api/v1/unsubscribe/abc>, <mailto:desk@coastline.example?subject=Unsubscribe>",
  );
  expect(head).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  await email?.send(message);
  expect(smtp.received.at(-1)).not.toContain("List-Unsubscribe");
});

test("the provider reports to the site, for messages of a conversation", async () => {
  const { text } = await openOn({ ...textEnv(), TAILBOARD_SITE_URL: "https://book.coastline.example" }).read();
  await text?.send({ ...message, to: "+16195550142", conversation: "k1" });
  expect(twilio.messages.at(-1)?.fields["StatusCallback"]).toBe(
    "https://book.coastline.example/api/v1/hooks/twilio/status?m=m1&c=k1",
  );
  await text?.send({ ...message, to: "+16195550142" });
  expect(twilio.messages.at(-1)?.fields).not.toHaveProperty("StatusCallback");
});

test("messages that begin at the same time share one connection to the mail server", async () => {
  const channels = openOn(emailEnv());
  const [one, other] = await Promise.all([channels.read(), channels.read()]);
  expect(one.email).not.toBeNull();
  expect(one.email).toBe(other.email);
});

test("a channel stays open from one read to the next, and opens again after it was closed", async () => {
  const channels = openOn(emailEnv());
  const { email } = await channels.read();
  expect((await channels.read()).email).toBe(email);
  channels.release();
  const again = (await channels.read()).email;
  expect(again).not.toBe(email);
  expect(await again?.send(message)).toMatchObject({ outcome: "accepted" });
});

describe("with accounts in the environment, nothing goes out from", () => {
  test.each([
    ["a store that was filled from another", "copied", "copied"],
    ["a store that is live elsewhere", { place: "elsewhere", site: null }, "moved"],
    ["a store of a version that sent nothing", null, "not_started"],
  ] as const)("%s", async (_store, live_for, paused) => {
    const channels = openOn({ ...emailEnv(), ...textEnv() }, { settings: { live_for } });
    expect(await channels.read()).toEqual({ text: null, email: null, local: false, paused });
  });

  test("a server with another site address", async () => {
    const here = hereOf(readConfig({ TAILBOARD_SITE_URL: "https://book.coastline.example" }), "store-1");
    const env = { ...emailEnv(), TAILBOARD_SITE_URL: "https://test.coastline.example" };
    expect((await openOn(env, { settings: { live_for: here } }).read()).paused).toBe("moved");
    expect((await openOn(emailEnv(), { settings: { live_for: here } }).read()).paused).toBeNull();
  });

  test("a server whose clock is shifted, except to this machine", async () => {
    const clock = { TAILBOARD_CLOCK: "+86400" };
    expect((await openOn({ ...emailEnv(), ...clock }).read()).paused).toBeNull();
    const far = {
      ...clock,
      TAILBOARD_SMTP_URL: "smtps://a:b@mail.coastline.example:465",
      TAILBOARD_MAIL_FROM: "a@b.example",
    };
    expect((await openOn(far).read()).paused).toBe("shifted_clock");
  });

  test("staging", async () => {
    const channels = openOn({ ...emailEnv(), ...textEnv() }, { preview: true });
    expect(await channels.read()).toEqual({ text: null, email: null, local: true, paused: null });
  });
});

describe("the variables of accounts", () => {
  test.each([
    ["TAILBOARD_SMTP_URL", "mail.example.com"],
    ["TAILBOARD_SMTP_URL", "smtp://a:s3cret@mail.example.com:25"],
    ["TAILBOARD_MAIL_FROM", "Coastline"],
    ["TAILBOARD_TWILIO_FROM", "619 555 0100"],
    ["TAILBOARD_TWILIO_AUTH_TOKEN", "s3cret,s3cret,s3cret"],
    ["TAILBOARD_TWILIO_URL", "http://twilio.example.com"],
  ])("refuse %s=%s without repeating it", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} cannot be used`));
    expect(() => readConfig({ [name]: value })).not.toThrow(/s3cret/);
  });

  test("may be an address of a compatible vendor", () => {
    const { providers } = readConfig({ TAILBOARD_TWILIO_URL: "https://crew.signalwire.example/api/laml/" });
    expect(providers?.twilio.url).toBe("https://crew.signalwire.example/api/laml");
  });
});

describe("what is said of the accounts", () => {
  test("names where a secret comes from, and shows only the end of a long one", async () => {
    const secrets = { smtp: { url: "smtps://a:short@mail.example.com" }, twilio: { auth_token: "0123456789abcdef" } };
    const settings = { from_address: "a@b.example" };
    expect(await openOn({}, { secrets, settings }).accounts()).toEqual({
      smtp: { set: true, source: "settings" },
      twilio: { set: true, last4: "cdef", source: "settings" },
      sender: { email: "Your Hauling Company <a@b.example>", text: null },
      mail: { address: "a@b.example", host: "mail.example.com", isLocal: false },
    });
    expect(await openOn({ ...emailEnv(), ...textEnv() }, { secrets }).accounts()).toEqual({
      smtp: { set: true, source: "environment" },
      twilio: { set: true, source: "environment" },
      sender: { email: "Coastline <office@coastline.example>", text: "+16195550100" },
      mail: { address: "office@coastline.example", host: "127.0.0.1", isLocal: true },
    });
    expect(await openOn(emailEnv(), { preview: true }).accounts()).toMatchObject({ smtp: { set: false } });
  });
});

test("a store that its owner turns on sends from here", async () => {
  const channels = openOn(emailEnv(), { settings: { live_for: "copied" } });
  expect((await channels.read()).paused).toBe("copied");
  await channels.goLive();
  expect(await (await channels.read()).email?.send(message)).toMatchObject({ outcome: "accepted" });
});

describe("the start of a server", () => {
  const site = { TAILBOARD_SITE_URL: "https://book.coastline.example" };
  const pausedAfterStart = async (live_for: MessageSettings["live_for"], isFresh: boolean) => {
    const channels = openOn({ ...emailEnv(), ...site }, { settings: { live_for } });
    await channels.start(() => Promise.resolve(isFresh));
    return (await channels.read()).paused;
  };

  test("turns a fresh store on, and no other", async () => {
    expect(await pausedAfterStart(null, true)).toBeNull();
    expect(await pausedAfterStart(null, false)).toBe("not_started");
    expect(await pausedAfterStart("copied", true)).toBe("copied");
    expect(await pausedAfterStart({ place: "elsewhere", site: null }, true)).toBe("moved");
  });

  test("fills in the site that a command did not know", async () => {
    const live_for = hereOf(readConfig({}), "store-1");
    let stored: MessageSettings & { rev: number } = { ...usualMessageSettings, live_for, rev: 1 };
    const open = (env: Record<string, string>) =>
      openChannels(
        readConfig({ ...emailEnv(), ...env }),
        {
          settings: { read: () => Promise.resolve(sampleSettings("UTC")) },
          messageSettings: {
            read: () => Promise.resolve(stored),
            change: (apply) => Promise.resolve((stored = { ...apply(stored, 1), rev: 2 })),
          },
          providerSecrets: { read: () => Promise.resolve({}) },
          identity: { read: () => Promise.resolve({ id: "store-1" }) },
        },
        new FakeClock(),
      );
    await open(site).start(() => Promise.resolve(false));
    expect((await open(site).read()).paused).toBeNull();
    expect((await open({ TAILBOARD_SITE_URL: "https://other.example" }).read()).paused).toBe("moved");
  });
});
