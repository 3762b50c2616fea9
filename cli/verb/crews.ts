import type { Command } from "commander";
import * as message from "../message.ts";
import { openApi } from "../api.ts";
import { tabulate } from "../show/column.ts";
import { width } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

export const crewVerbs = (root: Command): void => {
  const crews = root.command("crews").description("Crews: who the jobs are given to");

  verb(crews, "add", { summary: "Add a crew", example: 'crews add --id crew-2 --name "Ana\'s crew"' })
    .requiredOption("--id <id>", "small letters, digits and hyphens")
    .requiredOption("--name <name>", "its first word is what customers read")
    .action(async ({ id, name, ...options }: Said & { id: string; name: string }) => {
      const added = await (await openApi()).createCrew({ id, name });
      await reply(options, added, () => message.crewAdded(added.name, added.id));
    });

  verb(crews, "list", { summary: "All crews", example: "crews list" }).action(async (options: Said) => {
    const page = await (await openApi()).crews();
    await reply(options, page, () =>
      page.items.length === 0
        ? message.noCrews
        : tabulate(
            [{}, { least: 20 }, {}],
            page.items.map(({ id, name, active }) => [id, name, active ? "" : message.crewGone]),
            width(),
          ).join("\n"),
    );
  });
};
