import { DomainError, invalid } from "../../../domain/domain-error.ts";
import type { ChannelKind } from "../../../domain/message/event.ts";
import { freshId } from "../../../domain/random.ts";
import type { OutgoingMessage } from "../../../notify/channel.ts";
import { pauseWords } from "../../channel-status.ts";
import { body, json, problemResponses } from "../../description.ts";
import { composePreview } from "../../message-preview.ts";
import { readPhone } from "../../phone.ts";
import { defineRoute } from "../../route.ts";
import { email } from "../../schema/field.ts";
import { testInput, testResult } from "../../schema/message-health.ts";
import type { Services } from "../../services.ts";

export const testChannel = defineRoute(
  "testChannel",
  { roles: ["owner"], scope: null },
  {
    summary: "Send a test message",
    description:
      "Sends the message of a new booking with invented values through the real account, at most 10 an hour. The answer says in words what the provider said.",
    request: { body: body(testInput) },
    responses: {
      200: json(testResult, "What became of the message"),
      ...problemResponses("no_channel", "messages_paused", "too_many_requests"),
    },
  },
  (services) => async (c) => {
    const { channel: kind, to } = c.req.valid("json");
    const address = await readAddress(services, kind, to);
    const { paused, [kind]: channel } = await services.channels.read();
    if (paused !== null) throw new DomainError("messages_paused", pauseWords[paused]);
    if (channel === null)
      throw new DomainError(
        "no_channel",
        kind === "email"
          ? "Email is not set up. Connect your mail server first."
          : "Texts are not set up. Connect a provider first.",
      );
    if (services.limits) await takeTest(services);
    const { outcomeWords } = await import("../../../notify/outcome-words.ts");
    const sent = await channel.send({ to: address, ...(await testMessage(services, kind)) });
    // Sockets do not survive a suspended function.
    services.channels.release();
    // The other outcomes say nothing about the account.
    if (sent.outcome === "accepted" || sent.outcome === "misconfigured")
      await services.channelHealth.note(kind, sent, services.clock.now()).catch(services.report);
    const code = sent.outcome === "accepted" ? null : sent.code;
    return c.json({ outcome: sent.outcome, code, detail: outcomeWords(kind, sent) }, 200);
  },
);

const readAddress = async ({ settings }: Services, kind: ChannelKind, to: string): Promise<string> => {
  if (kind === "text") return readPhone(to, await settings.read(), "/to").replace(/;ext=.*$/, "");
  const read = email.safeParse(to.trim());
  if (read.success) return read.data;
  throw invalid({ field: "/to", code: "email", message: "This is not an email address. Check the spelling." });
};

const takeTest = async ({ counters }: Services): Promise<void> => {
  const taken = await counters.take({ kind: "message-test", name: "all" }, { most: 10, spanSeconds: 3_600 });
  if (!taken.taken)
    throw new DomainError("too_many_requests", "You sent 10 tests in an hour. Wait before you send another one.", {
      facts: { what: "message_tests", max: 10, retry_after_seconds: taken.retryAfterSeconds },
    });
};

const testMessage = async (services: Services, kind: ChannelKind): Promise<Omit<OutgoingMessage, "to">> => {
  const { language } = (await services.settings.read()).business;
  const shown = await composePreview(services, { event: "booked", channel: kind, language }, {});
  const id = freshId(services.random);
  if (shown.html === null || shown.subject === null) return { id, text: `Test: ${shown.text}` };
  return { id, subject: `Test: ${shown.subject}`, text: shown.text, html: shown.html };
};
