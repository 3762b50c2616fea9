import type { Contact } from "../../domain/message/conversation.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { TestApp } from "./test-app.ts";

/** Keeps a text of a customer, and a message about their job that was not sent. Returns the ids. */
export const keepMessages = async (
  { services: { conversations } }: Pick<TestApp, "services">,
  job: JobId,
): Promise<{ conversation: string; message: string }> => {
  const contact: Contact = { kind: "phone", value: "+16195550177" };
  const { conversation } = await conversations.receive({
    id: "SMfirst",
    contact,
    at: "2026-11-24T16:00:00.000Z",
    via: "text",
    text: "Is the driveway fine?",
    name: "Maria Ortega",
    job,
    needs_reply: true,
  });
  const message = "parked-message";
  await conversations.note({
    id: message,
    contact,
    job,
    by: { kind: "system", name: "Tailboard" },
    event: "booked",
    via: "text",
    text: "You're booked.",
    state: "parked",
    code: "30003",
  });
  return { conversation: conversation.id, message };
};
