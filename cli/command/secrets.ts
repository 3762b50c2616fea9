import { text as readText } from "node:stream/consumers";
import { Argument, type Command } from "commander";
import type { ValueOf } from "../../http/client.ts";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { UsageError } from "../command-error.ts";
import * as message from "../message/message-settings.ts";
import { tabulate } from "../show/table.ts";
import { width } from "../terminal.ts";

export const addSecretCommands = (root: Command): void => {
  const secrets = root.command("secrets").description("Secrets of your email and text accounts. No command shows one");

  addCommand(secrets, "list", { summary: "Say which secrets are set", example: "secrets list" }).action(
    async (options: OutputOptions) => {
      const states = await (await openApi()).getProviderSecrets();
      await printResult(options, states, () => secretTable(states));
    },
  );

  addCommand(secrets, "set", {
    summary: "Set the secrets of a provider",
    example: "secrets set smtp --stdin < smtp-url.txt",
  })
    .addArgument(provider())
    .option("--stdin", "read from standard input: for smtp the address with login and password")
    .addHelpText(
      "after",
      "\nFor twilio give one secret a line: the token, and for calls with a key also the key's id and its secret.",
    )
    .action(async (name: Provider, { stdin, ...options }: OutputOptions & { stdin?: true }) => {
      if (stdin !== true) throw new UsageError(message.needsStdin);
      const lines = (await readText(process.stdin)).split(/\r?\n/).map((line) => line.trim());
      const body = bodyOf(name, lines);
      const states = await (await openApi()).putProviderSecrets({ provider: name, body });
      await printResult(options, states, () =>
        [message.secretSaved(name), ...(states[name].source === "environment" ? [message.environmentWins] : [])].join(
          "\n",
        ),
      );
    });

  addCommand(secrets, "remove", { summary: "Remove the secrets of a provider", example: "secrets remove twilio" })
    .addArgument(provider())
    .action(async (name: Provider, options: OutputOptions) => {
      const states = await (await openApi()).removeProviderSecrets({ provider: name });
      await printResult(options, states, () => message.secretRemoved(name));
    });
};

type Provider = keyof States;
type States = ValueOf<"getProviderSecrets">;

const provider = () => new Argument("<provider>", "smtp for email, twilio for texts").choices(["smtp", "twilio"]);

const bodyOf = (name: Provider, [first = "", second = "", third = ""]: string[]): object => {
  if (first === "") throw new UsageError(message.emptyStdin);
  if (name === "smtp") return { url: first };
  return {
    auth_token: first,
    ...(second === "" ? {} : { api_key: second }),
    ...(third === "" ? {} : { api_secret: third }),
  };
};

const secretTable = ({ smtp, twilio }: States): string =>
  tabulate(
    [{}, {}],
    Object.entries({ smtp, twilio }).map(([name, { set, last4, source }]) => [
      name,
      set ? message.secretSet(last4, source) : message.secretNotSet,
    ]),
    width(),
  ).join("\n");
