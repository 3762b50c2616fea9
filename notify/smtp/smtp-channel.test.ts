import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ScriptedSmtp } from "./scripted-smtp.ts";
import { SmtpChannel } from "./smtp-channel.ts";

const message = {
  id: "m1",
  to: "maria@example.com",
  subject: "You're booked: Tue, Dec 1",
  text: "You're on the schedule.",
  html: "<p>You're on the schedule.</p>",
  files: [{ name: "visit.ics", type: "text/calendar; method=PUBLISH", body: "BEGIN:VCALENDAR" }],
};
let server: ScriptedSmtp;
let url: string;
let channel: SmtpChannel;

const open = (where = url) =>
  new SmtpChannel({
    url: where,
    from: { name: "Coastline Hauling", address: "jobs@coastline.example" },
    replyTo: "ana@coastline.example",
  });

beforeEach(async () => {
  server = new ScriptedSmtp();
  url = await server.listen();
  channel = open();
});
afterEach(async () => {
  channel.close();
  await server.close();
});

test("an email has its id, its sender, both parts and its file", async () => {
  expect(await channel.send(message)).toEqual({ outcome: "accepted", provider_id: "250 queued as 1" });
  const [mail = ""] = server.received;
  for (const line of [
    "Message-ID: <m1@coastline.example>",
    "From: Coastline Hauling <jobs@coastline.example>",
    "To: maria@example.com",
    "Reply-To: ana@coastline.example",
    "Subject: You're booked: Tue, Dec 1",
    "Auto-Submitted: auto-generated",
    "Content-Type: text/plain",
    "Content-Type: text/html",
    "Content-Type: text/calendar; method=PUBLISH; name=visit.ics",
  ])
    expect(mail).toContain(line);
});

test("a line break in a name or an address adds no header and no receiver", async () => {
  await channel.send({
    ...message,
    to: "maria@example.com\r\nBcc: eve@example.com",
    subject: "Hi\r\nBcc: eve@example.com",
  });
  expect(server.received.join("")).not.toMatch(/^Bcc:/m);
});

describe("an outcome", () => {
  test.each([
    [{ RCPT: "550 no such user" }, { outcome: "refused", code: "550", reason: "address" }],
    [{ RCPT: "451 try later" }, { outcome: "down", code: "451" }],
    [{ MAIL: "553 not your address" }, { outcome: "misconfigured", code: "553" }],
    [{ MAIL: "530 sign in first" }, { outcome: "misconfigured", code: "530" }],
    [{ MAIL: "421 closing" }, { outcome: "down", code: "421" }],
    [{ BODY: "554 looks like spam" }, { outcome: "refused", code: "554", reason: "content" }],
    [{ BODY: "452 disk full" }, { outcome: "down", code: "452" }],
    [{ BODY: "close" }, { outcome: "unknown" }],
  ])("of %j", async (script, outcome) => {
    server.script = script;
    expect(await channel.send(message)).toMatchObject(outcome);
  });

  test("of a wrong password", async () => {
    server.script = { AUTH: "535 wrong" };
    const signedIn = open(url.replace("smtp://", "smtp://ana:secret@"));
    expect(await signedIn.send(message)).toEqual({ outcome: "misconfigured", code: "535" });
    expect(await signedIn.verify()).toEqual({ outcome: "misconfigured", code: "535" });
    signedIn.close();
    expect(server.received).toEqual([]);
  });

  test("of a server that is away", async () => {
    await server.close();
    expect(await channel.send(message)).toEqual({ outcome: "down", code: "ECONNREFUSED" });
    server = new ScriptedSmtp();
    await server.listen();
  });
});

test("verify signs in and sends nothing", async () => {
  expect(await channel.verify()).toMatchObject({ outcome: "accepted" });
  expect(server.received).toEqual([]);
});
