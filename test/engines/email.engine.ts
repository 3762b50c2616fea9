import { afterAll, describe, expect, test } from "vitest";
import { composeMail } from "../../notify/compose.ts";
import { languages } from "../../domain/message/language.ts";
import { isForCustomer } from "../../notify/variable.ts";
import { messageEvents } from "../../domain/message/event.ts";
import { sampleValues } from "../../notify/sample-values.ts";
import { SmtpChannel } from "../../notify/smtp/smtp-channel.ts";
import { variableOf } from "../../scripts/engine/engine.ts";

// Every default email goes through a real mail server, which then says what it received.
const api = process.env[variableOf("mailpit")];
const smtp = process.env["TAILBOARD_ENGINE_MAILPIT_SMTP"];

if (api === undefined || smtp === undefined) {
  test.skip(`mailpit: ${process.env[`${variableOf("mailpit")}_MISSING`] ?? "run npm run test:engines"}`);
} else {
  const channel = new SmtpChannel({
    url: smtp,
    from: { name: "Coastline Hauling", address: "jobs@coastline.example" },
    replyTo: "ana@coastline.example",
  });
  afterAll(() => channel.close());

  describe.each(languages)("in %s", (language) => {
    test.each(messageEvents)("%s arrives whole, and mail programs show its HTML", async (event) => {
      const mail = composeMail({
        event,
        language,
        values: sampleValues[language],
        business: {
          name: "Coastline Hauling",
          phone: "(619) 555-0100",
          postal_address: "1 Harbor Dr, San Diego, CA 92101",
        },
        canReply: true,
        facts: [
          ["When", "Tue, Dec 1, 8am-12pm"],
          ["Where", "4127 Utah St, San Diego"],
        ],
      });
      const id = `${event}-${language}`;
      const sent = await channel.send({ id, to: "maria@example.com", ...mail });
      expect(sent.outcome).toBe("accepted");
      const received = await messageWith(`${id}@coastline.example`);
      expect(received).toMatchObject({
        Subject: mail.subject,
        From: { Name: "Coastline Hauling", Address: "jobs@coastline.example" },
        To: [{ Address: "maria@example.com" }],
        ReplyTo: [{ Address: "ana@coastline.example" }],
      });
      expect(lines(received.Text)).toEqual(lines(mail.text));
      expect(lines(received.HTML)).toEqual(lines(mail.html));
      expect(received.Text.includes("Coastline Hauling")).toBe(true);
      if (isForCustomer(event)) expect(received.Text).toContain("1 Harbor Dr");
      const { Total } = await call<{ Total: { Supported: number } }>(`message/${received.ID}/html-check`);
      expect(Total.Supported).toBeGreaterThanOrEqual(95);
    });
  });

  interface Received {
    ID: string;
    Text: string;
    HTML: string;
  }

  const call = async <T>(path: string): Promise<T> => (await (await fetch(`${api}/api/v1/${path}`)).json()) as T;

  const messageWith = async (messageId: string): Promise<Received> => {
    const query = encodeURIComponent(`message-id:${messageId}`);
    const { messages } = await call<{ messages: { ID: string }[] }>(`search?query=${query}`);
    expect(messages).toHaveLength(1);
    return await call<Received>(`message/${messages[0]?.ID}`);
  };

  const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trimEnd());
}
