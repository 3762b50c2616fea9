import { describe, expect, test } from "vitest";
import { createTestApp, type TestAppOptions } from "../test/harness/test-app.ts";
import { mailFindings, nextSteps } from "./message-advice.ts";

const smtp = (host: string, from = "office@coastline-hauling.com") => ({
  TAILBOARD_SMTP_URL: `smtps://office:secret@${host}:465`,
  TAILBOARD_MAIL_FROM: from,
});

/** A store that sends from here, with one owner who has an email address. */
const live = async (options: TestAppOptions = {}) => {
  const app = await createTestApp({
    configured: smtp("smtp.provider.com"),
    settings: (settings) => ({ ...settings, business: { ...settings.business, phone: "+16195550100" } }),
    ...options,
  });
  await app.signIn("owner");
  const { people, messageSettings, channels } = app.services;
  await people.change((all) => ({
    ...all,
    users: all.users.map((user) => ({ ...user, email: "ana@coastline-hauling.com" })),
  }));
  await messageSettings.change((settings) => ({ ...settings, postal_address: "1 Harbor Dr" }));
  await channels.goLive();
  return app.services;
};

describe("the next steps of an owner", () => {
  test("begin with the mail server", async () => {
    const app = await createTestApp();
    expect(await nextSteps(app.services)).toEqual([expect.stringMatching(/secrets set smtp --stdin/)]);
  });

  test("are a test, and then nothing", async () => {
    const services = await live();
    expect(await nextSteps(services)).toEqual([
      expect.stringMatching(/^Email: .*messages test email you@example.com$/),
    ]);
    await services.channelHealth.note("email", { outcome: "accepted" }, services.clock.now());
    expect(await nextSteps(services)).toEqual([]);
  });

  test("name what fails, what was not sent, and that the office hears nothing", async () => {
    const services = await live();
    for (let count = 0; count < 3; count += 1) {
      await services.channelHealth.note("email", { outcome: "misconfigured", code: "535" }, services.clock.now());
      await services.channelHealth.noteSignature(false);
    }
    await services.conversations.note({
      id: "m",
      contact: { kind: "email", value: "maria@example.com" },
      by: { kind: "system", name: "Tailboard" },
      event: "booked",
      via: "email",
      text: "",
      state: "parked",
    });
    await services.people.change((all) => ({
      ...all,
      users: all.users.map(({ email: _email, ...user }) => user),
    }));
    expect(await nextSteps(services)).toEqual([
      expect.stringMatching(/^Email: The login or the password is wrong \(535\)\. Then try again/),
      expect.stringMatching(/^Signature mismatch/),
      expect.stringMatching(/^1 message was not sent\. .*messages list$/),
      expect.stringMatching(/no owner or dispatcher has an email address/),
    ]);
  });

  test("of a copy are to resume it", async () => {
    const services = await live();
    await services.messageSettings.markCopied();
    expect(await nextSteps(services)).toEqual([expect.stringMatching(/^This is a copy.*messages resume$/)]);
  });
});

describe("the domain of emails", () => {
  const names: string[] = [];
  const lookUp = (name: string) => {
    names.push(name);
    return Promise.resolve(null);
  };

  test("is looked up for a server on the internet, and not for one on this machine", async () => {
    expect((await mailFindings(await live(), lookUp)).map(({ code }) => code)).toEqual(["no_spf", "no_dmarc"]);
    expect(names).toEqual(["coastline-hauling.com", "_dmarc.coastline-hauling.com"]);
    expect(await mailFindings(await live({ configured: smtp("127.0.0.1") }), lookUp)).toEqual([]);
    expect(await mailFindings((await createTestApp()).services, lookUp)).toEqual([]);
    expect(names).toHaveLength(2);
  });
});
