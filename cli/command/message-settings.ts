import { Argument, Option, type Command } from "commander";
import { messageEvents } from "../../domain/message/event.ts";
import type { ValueOf } from "../../http/client.ts";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions, repeatable } from "../command.ts";
import { CommandError, localProblem, UsageError } from "../command-error.ts";
import * as message from "../message/message-settings.ts";
import { canPrompt, confirm } from "../prompt.ts";
import { tabulate } from "../show/table.ts";
import { plain, printNotice, width } from "../terminal.ts";

interface Words {
  text?: string;
  subject?: string;
  body?: string;
  button?: string;
}

/** Adds the commands about how messages are sent to the group of messages. */
export const addMessageSettingCommands = (root: Command): void => {
  const messages =
    root.commands.find((command) => command.name() === "messages") ??
    root.command("messages").description("Messages to customers");
  addTemplateCommands(messages);

  addCommand(messages, "preview", {
    summary: "Show a message as the customer would get it, with invented values",
    example: "messages preview booked --channel text --language es",
  })
    .addArgument(event())
    .addOption(new Option("--channel <channel>", "how it is sent").choices(["text", "email"]).default("text"))
    .addOption(new Option("--language <language>", "its language").choices(["en", "es"]).default("en"))
    .action(async (name: string, { channel, language, ...options }: OutputOptions & Where) => {
      const shown = await (await openApi()).previewMessage({ body: { event: name, channel, language } });
      await printResult(options, shown, () => previewText(shown));
    });

  addCommand(messages, "test", {
    summary: "Send a test message to yourself",
    example: "messages test email ana@example.com",
  })
    .addArgument(new Argument("<channel>", "text or email").choices(["text", "email"]))
    .argument("<to>", "a phone number or an email address")
    .action(async (channel: string, to: string, options: OutputOptions) => {
      const result = await (await openApi()).testChannel({ body: { channel, to } });
      await printResult(options, result, () => result.detail);
      if (result.outcome !== "accepted") process.exitCode = 1;
    });

  addCommand(messages, "health", { summary: "Say whether emails and texts go out", example: "messages health" }).action(
    async (options: OutputOptions) => {
      const api = await openApi();
      const [health, { nextSteps }] = await Promise.all([api.getMessageHealth(), import("../message-advice.ts")]);
      const steps = await nextSteps(api.services);
      await printResult(options, health, () => [healthText(health), ...stepLines(steps)].join("\n"));
    },
  );

  addCommand(messages, "resume", {
    summary: "Send messages from this store, which is a copy or was moved",
    example: "messages resume --yes",
  })
    .option("--yes", "resume without a question")
    .option("--send <message>", "also send this message that was not sent; may be repeated", repeatable)
    .action(resume);
};

interface Where {
  channel: string;
  language: string;
}
type Health = ValueOf<"getMessageHealth">;
type Preview = ValueOf<"previewMessage">;

const event = () => new Argument("<event>", "what the message is about").choices([...messageEvents]);
const template = (command: Command): Command =>
  command
    .addArgument(event())
    .addArgument(new Argument("<channel>", "text or email").choices(["text", "email"]))
    .addArgument(new Argument("<language>", "en or es").choices(["en", "es"]));

const addTemplateCommands = (messages: Command): void => {
  const templates = messages.command("templates").description("The words of messages");

  addCommand(templates, "list", {
    summary: "List the words of all messages, or of one event",
    example: "messages templates list --event booked",
  })
    .addOption(new Option("--event <event>", "only this event").choices([...messageEvents]))
    .action(async ({ event: only, ...options }: OutputOptions & { event?: string }) => {
      const { items } = await (await openApi()).listMessageTemplates();
      const shown = items.filter((item) => only === undefined || item.event === only);
      await printResult(options, { items: shown }, () =>
        shown
          .map(({ event: name, channel, language, own, words }) =>
            [`${name} ${channel} ${language}${own ? ` (${message.changed})` : ""}`, ...linesOf(words)].join("\n"),
          )
          .join("\n"),
      );
    });

  template(
    addCommand(templates, "set", {
      summary: "Change the words of a message",
      example:
        'messages templates set booked text en --text "{{business}}: See you {{day}}! {{link}} Reply STOP to end"',
    }),
  )
    .option("--text <words>", "the words of a text")
    .option("--subject <words>", "the subject of an email")
    .option("--body <words>", "the body of an email")
    .option("--button <words>", "the words of an email's button")
    .action(async (name: string, channel: string, language: string, given: OutputOptions & Words) => {
      const { json, ...words } = given;
      if (Object.keys(words).length === 0) throw new UsageError(message.noWords);
      const api = await openApi();
      const saved = await api.putMessageTemplate({ event: name, channel, language, body: words });
      const shown = await api.previewMessage({ body: { event: name, channel, language } });
      await printResult(json === undefined ? {} : { json }, saved, () =>
        [message.wordsSaved(name, channel, language), "", previewText(shown)].join("\n"),
      );
    });

  template(
    addCommand(templates, "reset", {
      summary: "Use the usual words of a message again",
      example: "messages templates reset booked text en",
    }),
  ).action(async (name: string, channel: string, language: string, options: OutputOptions) => {
    const reset = await (await openApi()).resetMessageTemplate({ event: name, channel, language });
    await printResult(options, reset, () => message.wordsReset(name, channel, language));
  });
};

const linesOf = (words: Words): string[] =>
  Object.entries(words).map(([name, text]: [string, string]) => `  ${name}: ${plain(text)}`);

const previewText = ({ subject, text, segments, characters, encoding, warnings }: Preview): string =>
  [
    ...(subject === null ? [] : [message.subject(plain(subject)), ""]),
    plain(text),
    ...(segments === null || characters === null || encoding === null
      ? []
      : ["", message.size(segments, characters, encoding)]),
    ...warnings.map(({ detail }) => message.warning(detail)),
  ].join("\n");

const healthText = (health: Health): string => {
  const lines = (["email", "text"] as const).map((kind) => {
    const { state, detail, sender, source, since, last_success, waiting, parked } = health[kind];
    const facts = [
      ...(sender === null ? [] : [message.from(sender, source)]),
      ...(since === null ? [] : [message.failingSince(since)]),
      ...(last_success === null ? [] : [message.lastSuccess(last_success)]),
      message.counts(waiting, parked),
    ];
    return [message.channels[kind], message.states[state], `${detail} (${facts.join("; ")})`];
  });
  const table = tabulate([{}, {}, { least: 30 }], lines, width());
  return [...table, ...(health.signature_mismatch ? [message.signatures] : [])].join("\n");
};

/** Lists what the owner does next, under a heading. */
export const stepLines = (steps: readonly string[]): string[] =>
  steps.length === 0 ? [] : ["", message.nextHeading, ...steps.map((step) => message.step(step))];

const resume = async ({
  yes,
  send = [],
  ...options
}: OutputOptions & { yes?: true; send?: string[] }): Promise<void> => {
  const api = await openApi();
  const before = await api.resumeMessages({ body: { preview: true } });
  if (before.paused !== null) await askToResume(before, { yes, ...options });
  const isDone = before.paused === null && send.length === 0;
  const after = isDone ? before : await api.resumeMessages({ body: { send } });
  await printResult(options, after, () => {
    if (after.paused !== null) return message.stillPaused(after.paused);
    const said = before.paused === null ? message.alreadyOn : message.resumed;
    return send.length === 0 ? said : [said, message.sentChosen(after.sent.length, send.length)].join("\n");
  });
};

/** Names what stays unsent, and asks. Throws without an answer. */
const askToResume = async (
  { unsent }: ValueOf<"resumeMessages">,
  { yes, ...options }: OutputOptions & { yes?: true | undefined },
): Promise<void> => {
  printNotice(message.resumeWarning);
  printNotice(message.resumeFirst(unsent.length));
  const rows = unsent.map(({ id, at, name, via, event: about }) => [id, at, name, via, about ?? ""]);
  if (rows.length > 0) printNotice(tabulate([{}, {}, { least: 12 }, {}, {}], rows, width()).join("\n"));
  if (yes === true) return;
  if (!canPrompt(options)) throw new UsageError(message.resumeNeedsYes);
  if (!(await confirm(message.resumeQuestion)))
    throw new CommandError(localProblem("invalid", message.stillPaused("")));
};
