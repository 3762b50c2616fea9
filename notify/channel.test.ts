import { testChannel } from "./channel.case.ts";
import type { OutgoingMessage } from "./channel.ts";
import { LocalChannel } from "./local/local-channel.ts";
import { ScriptedSmtp } from "./smtp/scripted-smtp.ts";
import { SmtpChannel } from "./smtp/smtp-channel.ts";
import { FakeTwilio } from "./twilio/fake-twilio.ts";
import { TwilioChannel } from "./twilio/twilio-channel.ts";

testChannel(
  "SMTP",
  async () => {
    const server = new ScriptedSmtp();
    const url = await server.listen();
    const channel = new SmtpChannel({
      url,
      from: { name: "Coastline", address: "jobs@coastline.example" },
      replyTo: null,
    });
    const once = (script: ScriptedSmtp["script"]) => () => {
      server.script = script;
    };
    return {
      channel: {
        kind: "email",
        timeout_ms: channel.timeout_ms,
        verify: () => channel.verify(),
        send: async (message) => {
          const outcome = await channel.send(message);
          server.script = {};
          return outcome;
        },
      },
      to: "maria@example.com",
      received: () => server.received,
      refuseNext: once({ RCPT: "550 no such user" }),
      failNext: once({ RCPT: "451 try later" }),
      loseAnswer: once({ BODY: "close" }),
      close: async () => {
        channel.close();
        await server.close();
      },
    };
  },
  { losesAnswers: true },
);

testChannel(
  "Twilio",
  async () => {
    const fake = new FakeTwilio();
    const base = await fake.listen();
    const account = { base, account_sid: "AC1", user: "AC1", password: "secret", sender: { number: "+16195550100" } };
    return {
      channel: new TwilioChannel(account, { now: () => 0, fetch }),
      to: "+16195550142",
      received: () => fake.messages.map(({ fields }) => fields["Body"] ?? ""),
      refuseNext: () => void fake.modes.push({ status: 400, code: 21211 }),
      failNext: () => void fake.modes.push({ status: 503 }),
      loseAnswer: () => void fake.modes.push("drop_answer"),
      close: () => fake.close(),
    };
  },
  { losesAnswers: true },
);

testChannel(
  "local",
  () => {
    const local = new LocalChannel("email", { hasFaults: true });
    const received: string[] = [];
    let prefix = "";
    return Promise.resolve({
      channel: {
        kind: "email",
        timeout_ms: local.timeout_ms,
        verify: () => local.verify(),
        send: async (message: OutgoingMessage) => {
          const outcome = await local.send({ ...message, to: `${prefix}${message.to}` });
          prefix = "";
          // The stored message is the delivery.
          if (outcome.outcome === "accepted") received.push(message.text);
          return outcome;
        },
      },
      to: "maria@example.com",
      received: () => received,
      refuseNext: () => {
        prefix = "fail-5xx@";
      },
      failNext: () => {
        prefix = "fail-4xx@";
      },
      loseAnswer: () => undefined,
      close: () => Promise.resolve(),
    });
  },
  { losesAnswers: false },
);
