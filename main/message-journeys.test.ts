import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import { describeMessageJourneys } from "../test/harness/message-journeys.case.ts";

describeMessageJourneys(async () => {
  const smtp = new ScriptedSmtp();
  return {
    url: await smtp.listen(),
    subjects: () => Promise.resolve(smtp.received.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim() ?? "")),
    close: () => smtp.close(),
  };
});
