import { Option, type Command } from "commander";
import { scopes } from "../../domain/access/scope.ts";
import { eventTypes } from "../../domain/webhook/event-type.ts";
import type { ValueOf } from "../../http/client.ts";
import { openApi } from "../api.ts";
import { addCommand, printResult, repeatable, type OutputOptions } from "../command.ts";
import * as message from "../message/integrations.ts";
import { tabulate } from "../show/table.ts";
import { width } from "../terminal.ts";

export const addIntegrationCommands = (root: Command): void => {
  addWebhookCommands(root);
  addTokenCommands(root);
  addCalendarCommands(root);
};

const addWebhookCommands = (root: Command): void => {
  const webhooks = root.command("webhooks").description("Webhooks: addresses that are called when something happens");

  addCommand(webhooks, "add", {
    summary: "Add a webhook. Its secret is shown once",
    example: "webhooks add --url https://hooks.example.com/tailboard --type job.created --type job.updated",
  })
    .requiredOption("--url <url>", "an https address on the public internet")
    .addOption(
      new Option("--type <type>", "what to send; repeat it for more")
        .choices(eventTypes)
        .argParser(repeatable)
        .makeOptionMandatory(),
    )
    .option("--description <text>", "what the receiver is for")
    .option("--message-text", "also send what is written in messages")
    .action(async ({ url, type, description, messageText, ...options }: NewWebhook) => {
      const body = {
        url,
        types: type,
        ...(description === undefined ? {} : { description }),
        scopes: messageText === true ? ["jobs:read", "messages:read"] : ["jobs:read"],
      };
      const added = await (await openApi()).createWebhook({ body });
      await printResult(options, added, () => message.secretOnce(added.secret));
    });

  addCommand(webhooks, "list", { summary: "List webhooks", example: "webhooks list" }).action(
    async (options: OutputOptions) => {
      const page = await (await openApi()).listWebhooks();
      await printResult(options, page, () =>
        page.items.length === 0
          ? message.noWebhooks
          : rows(
              page.items.map(({ id, url, disabled, waiting }) => [
                id,
                url,
                message.stateOf(disabled?.why),
                message.waiting(waiting),
              ]),
            ),
      );
    },
  );

  addCommand(webhooks, "test <id>", { summary: "Send a test event now", example: "webhooks test q3Zk0aXwPdQ1" }).action(
    async (id: string, options: OutputOptions) => {
      const tested = await (await openApi()).testWebhook({ id });
      await printResult(options, tested, () => message.tested(tested.attempt.status, tested.attempt.error));
    },
  );

  addCommand(webhooks, "rotate <id>", {
    summary: "Make a new secret. The earlier one signs too for 24 hours",
    example: "webhooks rotate q3Zk0aXwPdQ1",
  }).action(async (id: string, options: OutputOptions) => {
    const rotated = await (await openApi()).rotateWebhook({ id });
    await printResult(options, rotated, () => message.secretOnce(rotated.secret));
  });

  addCommand(webhooks, "enable <id>", {
    summary: "Enable a disabled webhook",
    example: "webhooks enable q3Zk0aXwPdQ1",
  }).action(async (id: string, options: OutputOptions) => {
    const enabled = await (await openApi()).enableWebhook({ id });
    await printResult(options, enabled, () => message.enabled(enabled.url));
  });

  addCommand(webhooks, "remove <id>", { summary: "Remove a webhook", example: "webhooks remove q3Zk0aXwPdQ1" }).action(
    async (id: string, options: OutputOptions) => {
      await (await openApi()).removeWebhook({ id });
      await printResult(options, { id }, () => message.removed);
    },
  );

  addCommand(webhooks, "deliveries <id>", {
    summary: "List the newest calls of a webhook, and what waits",
    example: "webhooks deliveries q3Zk0aXwPdQ1",
  }).action(async (id: string, options: OutputOptions) => {
    const page = await (await openApi()).listDeliveries({ id });
    await printResult(options, page, () => (page.items.length === 0 ? message.noDeliveries : deliveryTable(page)));
  });
};

const addTokenCommands = (root: Command): void => {
  const tokens = root.command("tokens").description("API tokens: let programs call the API");

  addCommand(tokens, "add", {
    summary: "Make an API token. It is shown once",
    example: "tokens add --name Books --scope jobs:read --scope events:read",
  })
    .requiredOption("--name <name>", "the program that has it; history names it")
    .addOption(
      new Option("--scope <scope>", "what it may do; repeat it for more")
        .choices(scopes)
        .argParser(repeatable)
        .makeOptionMandatory(),
    )
    .option("--expires <time>", "when it stops working, such as 2027-01-31T08:00:00Z")
    .action(async ({ name, scope, expires, ...options }: NewToken) => {
      const body = { name, scopes: scope, ...(expires === undefined ? {} : { expires_at: expires }) };
      const added = await (await openApi()).createApiToken({ body });
      await printResult(options, added, () => message.secretOnce(added.secret));
    });

  addCommand(tokens, "list", { summary: "List API tokens", example: "tokens list" }).action(
    async (options: OutputOptions) => {
      const page = await (await openApi()).listApiTokens();
      await printResult(options, page, () =>
        page.items.length === 0
          ? message.noTokens
          : rows(
              page.items.map(({ id, name, scopes, last_used }) => [
                id,
                name,
                scopes.join(" "),
                message.lastUsed(last_used),
              ]),
            ),
      );
    },
  );

  addCommand(tokens, "revoke <id>", { summary: "Revoke an API token", example: "tokens revoke q3Zk0aXw" }).action(
    async (id: string, options: OutputOptions) => {
      await (await openApi()).revokeApiToken({ id });
      await printResult(options, { id }, () => message.revoked);
    },
  );
};

const addCalendarCommands = (root: Command): void => {
  const calendars = root.command("calendars").description("Calendars: show visits in a calendar program");

  addCommand(calendars, "add", {
    summary: "Make a calendar. Its address is shown once",
    example: 'calendars add --name "Crew 1" --crew crew-1',
  })
    .requiredOption("--name <name>", "the name in the calendar program")
    .option("--crew <id>", "one crew; left out: all")
    .addOption(new Option("--details <details>", "full adds names, phones and notes").choices(["minimal", "full"]))
    .action(async ({ name, crew, details, ...options }: NewCalendar) => {
      const body = { name, ...(crew === undefined ? {} : { crew }), ...(details === undefined ? {} : { details }) };
      const added = await (await openApi()).createCalendar({ body });
      await printResult(options, added, () => message.secretOnce(added.url));
    });

  addCommand(calendars, "list", { summary: "List calendars", example: "calendars list" }).action(
    async (options: OutputOptions) => {
      const page = await (await openApi()).listCalendars();
      await printResult(options, page, () =>
        page.items.length === 0
          ? message.noCalendars
          : rows(
              page.items.map(({ id, name, crew, last_used }) => [
                id,
                name,
                crew ?? message.allCrews,
                message.lastUsed(last_used),
              ]),
            ),
      );
    },
  );

  addCommand(calendars, "revoke <id>", {
    summary: "Revoke a calendar",
    example: "calendars revoke q3Zk0aXwPdQ1",
  }).action(async (id: string, options: OutputOptions) => {
    await (await openApi()).revokeCalendar({ id });
    await printResult(options, { id }, () => message.revoked);
  });
};

type NewWebhook = OutputOptions & { url: string; type: string[]; description?: string; messageText?: true };
type NewToken = OutputOptions & { name: string; scope: string[]; expires?: string };
type NewCalendar = OutputOptions & { name: string; crew?: string; details?: string };

const rows = (cells: string[][]): string => tabulate([{}, { least: 20 }, { least: 12 }, {}], cells, width()).join("\n");

const deliveryTable = ({ items }: ValueOf<"listDeliveries">): string =>
  rows(
    items.map(({ type, job, state, last }) => [
      job ?? "",
      type,
      message.deliveryState(state),
      message.attempt(last?.status ?? null, last?.error ?? null),
    ]),
  );
