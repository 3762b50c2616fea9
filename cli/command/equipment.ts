import type { Command } from "commander";
import { addDays, type Day } from "../../domain/day.ts";
import { openApi, todayOf } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/equipment.ts";
import { readDay } from "../read/when.ts";
import { showCalendar, showConflicts, showEquipment } from "../show/equipment.ts";
import { dayText, textContext } from "../show/phrases.ts";
import { width } from "../terminal.ts";

export const addEquipmentCommands = (root: Command): void => {
  const equipment = root
    .command("equipment")
    .description("Equipment: trailers and other units that stay with customers");
  addListCommands(equipment);
  addChangeCommands(equipment);
};

const addListCommands = (equipment: Command): void => {
  addCommand(equipment, "list", {
    summary: "List all types and units, and where each unit is",
    example: "equipment list",
  }).action(async (options: OutputOptions) => {
    const { api, dayName } = await openEquipment();
    const listed = await api.getEquipment();
    await printResult(options, listed, () => showEquipment(listed, dayName, width()));
  });

  addCommand(equipment, "calendar", {
    summary: "Show how many units are free each day",
    example: "equipment calendar --from today --to 2026-12-24",
  })
    .option("--from <day>", "the first day", "today")
    .option("--to <day>", "the last day; two weeks in all if left out")
    .action(async (options: OutputOptions & { from: string; to?: string }) => {
      const { api, today, dayName } = await openEquipment();
      const from = readDay(options.from, today);
      const to = options.to === undefined ? addDays(from, 13) : readDay(options.to, today);
      const calendar = await api.getEquipmentCalendar({ from, to });
      await printResult(options, calendar, () => showCalendar(calendar, dayName, width()));
    });

  addCommand(equipment, "conflicts", {
    summary: "List the days on which more is promised than there is",
    example: "equipment conflicts",
  }).action(async (options: OutputOptions) => {
    const { api, dayName } = await openEquipment();
    const { conflicts } = await api.getEquipment();
    await printResult(options, { conflicts }, () => showConflicts(conflicts, dayName));
  });
};

const addChangeCommands = (equipment: Command): void => {
  addCommand(equipment, "add-type", {
    summary: "Add a type of equipment",
    example: 'equipment add-type --id trailer-20 --name "20-yard dump trailer"',
  })
    .requiredOption("--id <id>", "lowercase letters, digits and hyphens")
    .requiredOption("--name <name>", "as people call it")
    .action(async ({ id, name, ...options }: OutputOptions & { id: string; name: string }) => {
      const type = await (await openApi()).createEquipmentType({ body: { id, name } });
      await printResult(options, type, () => message.typeAdded(type.name, type.id));
    });

  addCommand(equipment, "add", { summary: "Add a unit in service", example: "equipment add T15-05 --type trailer-15" })
    .argument("<unit>", "capital letters, digits and hyphens")
    .requiredOption("--type <id>", "the type of equipment")
    .option("--note <text>", "for the office")
    .action(async (id: string, { type, note, ...options }: OutputOptions & { type: string; note?: string }) => {
      const body = { id, ...(note === undefined ? {} : { note }) };
      const unit = await (await openApi()).createUnit({ id: type, body });
      await printResult(options, unit, () => message.unitAdded(unit.id, type));
    });

  addCommand(equipment, "set", {
    summary: "Change the state or the note of a unit; jobs that hold it stay",
    example: 'equipment set T15-02 --state maintenance --note "New axle, back Friday"',
  })
    .argument("<unit>")
    .option("--state <state>", "in_service, maintenance or retired")
    .option("--note <text>", "for the office; an empty text removes it")
    .action(async (unit: string, { state, note, ...options }: OutputOptions & { state?: string; note?: string }) => {
      const body = { ...(state === undefined ? {} : { state }), ...(note === undefined ? {} : { note }) };
      const changed = await (await openApi()).changeUnit({ unit, body });
      await printResult(options, changed, () => message.unitSet(changed.id, message.states[changed.state]));
    });
};

const openEquipment = async () => {
  const api = await openApi();
  const settings = await api.getSettings();
  const today = todayOf(api, settings);
  const context = textContext(settings, today);
  return { api, today, dayName: (day: Day): string => dayText(day, context) };
};
