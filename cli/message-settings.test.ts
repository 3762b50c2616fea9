import { afterAll, beforeAll, expect, test } from "vitest";
import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import { newJobArgs, openTerminal, type Ran, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
const smtp = new ScriptedSmtp();
let url: string;
beforeAll(async () => {
  terminal = await openTerminal();
  url = (await smtp.listen()).replace("://", "://office:s3cret-of-the-mail-server@");
});
afterAll(() => Promise.all([terminal.close(), smtp.close()]));

const run = (...argv: string[]): Promise<Ran> => terminal.run(argv);

test("the words of a message are changed, previewed and reset", async () => {
  const words = "See you {{day}}! {{link}} Reply STOP to end";
  const set = await run("messages", "templates", "set", "booked", "text", "en", "--text", words);
  expect(set.stdout).toMatch(
    /^Saved the text of booked \(en\)\..*\n\nSee you Tue, Dec 1! .*\n\n1 segment, \d+ characters/s,
  );
  const list = await run("messages", "templates", "list", "--event", "booked");
  expect(list.stdout).toContain(`booked text en (yours)\n  text: ${words}\n`);
  const wrong = await run("messages", "templates", "set", "booked", "text", "en", "--text", "{{eta}}", "--json");
  expect(wrong.json()).toMatchObject({ code: "unknown_variable", variable: "eta" });
  await run("messages", "templates", "reset", "booked", "text", "en");
  expect((await run("messages", "preview", "booked")).stdout).toMatch(/You're booked Tue, Dec 1/);
  const email = await run("messages", "preview", "booked", "--channel", "email", "--language", "es", "--json");
  expect(email.json()).toMatchObject({ subject: "Reservado: mar 1 dic, 8am-12pm" });
});

test("an account is connected, tested and removed, and no output has its secret", async () => {
  expect((await run("messages", "test", "email", "ana@example.com", "--json")).json()).toMatchObject({
    code: "no_channel",
  });
  expect((await run("secrets", "set", "smtp")).code).toBe(2);
  const set = await terminal.run(["secrets", "set", "smtp", "--stdin"], {}, `${url}\n`);
  const list = await run("secrets", "list");
  expect(list.stdout).toMatch(/smtp +set, ends with rver\ntwilio +not set\n/);
  const from = { TAILBOARD_MAIL_FROM: "office@coastline.example" };
  const sent = await terminal.run(["messages", "test", "email", "ana@example.com"], from);
  expect([sent.code, sent.stdout]).toEqual([0, expect.stringMatching(/^Your mail server took the email\./)]);
  expect(smtp.received.at(-1)).toMatch(/Subject: Test: /);
  smtp.script = { AUTH: "535 wrong" };
  const refused = await terminal.run(["messages", "test", "email", "ana@example.com"], from);
  expect([refused.code, refused.stdout]).toEqual([1, "The login or the password is wrong (535)\n"]);
  const health = await terminal.run(["messages", "health"], from);
  expect(health.stdout).toMatch(/Email +OK +Messages go out\. \(from Your Hauling Company <office@coastline\.example>/);
  expect(health.stdout).toMatch(/\nNext for your messages:\n {2}- .*postal address/s);
  const removed = await run("secrets", "remove", "smtp");
  for (const { stdout, stderr } of [set, list, sent, refused, health, removed])
    expect(stdout + stderr).not.toContain("s3cret");
});

test("a store that was restored sends nothing until its owner resumes it", async () => {
  const backup = `${terminal.folder}/jobs.backup`;
  const copy = {
    TAILBOARD_STORE: `sqlite:${terminal.folder}/copy`,
    TAILBOARD_SMTP_URL: url,
    TAILBOARD_MAIL_FROM: "a@b.example",
  };
  await run(...newJobArgs);
  expect((await run("backup", backup)).code).toBe(0);
  expect((await terminal.run(["restore", backup], copy)).code).toBe(0);
  smtp.received.length = 0;
  const paused = await terminal.run(["messages", "test", "email", "ana@example.com", "--json"], copy);
  expect(paused.json()).toMatchObject({ code: "messages_paused" });
  expect((await terminal.run(["messages", "resume"], copy)).stderr).toMatch(/turn the original off first/);
  expect((await terminal.run(["messages", "resume", "--yes"], copy)).stdout).toBe(
    "Messages are on. New messages go out from here.\n",
  );
  expect((await terminal.run(["messages", "resume"], copy)).stdout).toBe("Messages are on.\n");
  expect(smtp.received).toEqual([]);
});
