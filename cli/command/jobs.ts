import type { Command } from "commander";
import { addAssignCommand } from "./jobs/assign.ts";
import { addExportCommand } from "./jobs/export.ts";
import { addForgetCommand } from "./jobs/forget.ts";
import { addImportCommand } from "./jobs/import.ts";
import { addLinkCommand } from "./jobs/link.ts";
import { addListCommand } from "./jobs/list.ts";
import { addExtendCommand } from "./jobs/extend.ts";
import { addMoveCommand } from "./jobs/move.ts";
import { addNewCommand } from "./jobs/new.ts";
import { addOverageCommand } from "./jobs/overage.ts";
import { addPriceCommand } from "./jobs/price.ts";
import { addQuoteCommands } from "./jobs/quote.ts";
import { addReportCommands } from "./jobs/report.ts";
import { addShowCommand } from "./jobs/show.ts";
import { addStatusCommands } from "./jobs/status.ts";
import { addUndoCommand } from "./jobs/undo.ts";

export const addJobCommands = (root: Command): void => {
  const jobs = root
    .command("jobs")
    .description("Jobs: create them, follow them through the day, import and export them");
  addNewCommand(jobs);
  addListCommand(jobs);
  addShowCommand(jobs);
  addStatusCommands(jobs);
  addAssignCommand(jobs);
  addMoveCommand(jobs);
  addExtendCommand(jobs);
  addPriceCommand(jobs);
  addOverageCommand(jobs);
  addQuoteCommands(jobs);
  addReportCommands(jobs);
  addUndoCommand(jobs);
  addLinkCommand(jobs);
  addForgetCommand(jobs);
  addImportCommand(jobs);
  addExportCommand(jobs);
};
