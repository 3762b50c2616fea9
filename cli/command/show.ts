import type { Command } from "commander";
import type { ShownObject } from "../../store/maintenance/show-object.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem } from "../command-error.ts";
import * as message from "../message/maintenance.ts";
import { openStore, withStoreErrors } from "../open-store.ts";

export const addShowCommand = (root: Command): void => {
  addCommand(root, "show", {
    summary: "Print one stored object in readable form, or the keys that begin with a text",
    example: "show days/2026-11-27/00000001",
  })
    .argument("[key]", "a key, or the beginning of keys; without it, all keys")
    .addHelpText(
      "after",
      "\nAn entry of a log is printed as its header, its records and its checksum, one per line. Keys that sign, sessions" +
        "\nand password hashes are not printed. The output holds names, addresses and tracking links: keep it private.",
    )
    .action(async (key: string | undefined, options: OutputOptions) => {
      const result = await withStoreErrors(() => show(key ?? ""), "starts over");
      await printResult(options, result, () => textOf(result));
    });
};

type Printed = Extract<ShownObject, { kind: "object" | "keys" }>;

const show = async (key: string): Promise<Printed> => {
  const { showObject } = await import("../../store/maintenance/show-object.ts");
  const { state } = await openStore({ mustExist: true });
  const shown = await showObject(state.process.objects, key);
  switch (shown.kind) {
    case "object":
    case "keys":
      return shown;
    case "missing":
      throw new CommandError(localProblem("not_found", message.noSuchKey(key)));
    case "secret":
      throw new CommandError(localProblem("invalid", message.secretKey(key)));
    case "unreadable":
      throw new CommandError(localProblem("invalid", message.unreadableKey(key, shown.bytes)));
  }
};

const textOf = (shown: Printed): string =>
  shown.kind === "object"
    ? shown.values.map((value) => JSON.stringify(value)).join("\n")
    : [...shown.keys, ...(shown.more ? [message.moreKeys] : [])].join("\n");
