import type { Command } from "commander";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/settings.ts";
import { tabulate } from "../show/table.ts";
import { width } from "../terminal.ts";

export const addCrewCommands = (root: Command): void => {
  const crews = root.command("crews").description("Crews: who drives to the jobs");

  addCommand(crews, "add", { summary: "Add a crew", example: 'crews add --id crew-2 --name "Ana\'s crew"' })
    .requiredOption("--id <id>", "lowercase letters, digits and hyphens")
    .requiredOption("--name <name>", "customers see its first word")
    .action(async ({ id, name, ...options }: OutputOptions & { id: string; name: string }) => {
      const crew = await (await openApi()).createCrew({ body: { id, name } });
      await printResult(options, crew, () => message.crewAdded(crew.name, crew.id));
    });

  addCommand(crews, "list", { summary: "List all crews", example: "crews list" }).action(
    async (options: OutputOptions) => {
      const page = await (await openApi()).listCrews();
      await printResult(options, page, () =>
        page.items.length === 0
          ? message.noCrews
          : tabulate(
              [{}, { least: 20 }, {}],
              page.items.map(({ id, name, active }) => [id, name, active ? "" : message.crewInactive]),
              width(),
            ).join("\n"),
      );
    },
  );
};
