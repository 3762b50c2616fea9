import { test } from "vitest";
import { variableOf } from "../../scripts/engine/engine.ts";
import { describeMessageJourneys } from "../harness/message-journeys.case.ts";

// The journeys of messages through a real mail server.
const api = process.env[variableOf("mailpit")];
const smtp = process.env["TAILBOARD_ENGINE_MAILPIT_SMTP"];

if (api === undefined || smtp === undefined) {
  test.skip(`mailpit: ${process.env[`${variableOf("mailpit")}_MISSING`] ?? "run npm run test:engines"}`);
} else {
  const messages = `${api}/api/v1/messages`;
  const subjects = async (): Promise<string[]> => {
    const answer = (await (await fetch(`${messages}?limit=500`)).json()) as { messages: { Subject: string }[] };
    return answer.messages.map(({ Subject }) => Subject).toReversed();
  };
  describeMessageJourneys(async () => {
    await fetch(messages, { method: "DELETE" });
    return { url: smtp, subjects, close: () => Promise.resolve() };
  });
}
