import { Command, CommanderError } from "commander";
import description from "../package.json" with { type: "json" };
import { addBackupCommand } from "./command/backup.ts";
import { addCrewCommands } from "./command/crews.ts";
import { addEquipmentCommands } from "./command/equipment.ts";
import { addCustomerCommands } from "./command/customers.ts";
import { addDayCommands } from "./command/days.ts";
import { addDemoCommand } from "./command/demo.ts";
import { addDeployCommand } from "./command/deploy.ts";
import { addDoctorCommand } from "./command/doctor.ts";
import { addEnvironmentCommand } from "./command/environment.ts";
import { addInfraCommands } from "./command/infra.ts";
import { addInitCommand } from "./command/init.ts";
import { addIntegrationCommands } from "./command/integrations.ts";
import { addVisitCommands } from "./command/visits.ts";
import { addInboxCommands } from "./command/inbox.ts";
import { addMessageCommands } from "./command/messages.ts";
import { addContactCommands } from "./command/contacts.ts";
import { addJobCommands } from "./command/jobs.ts";
import { addMessageSettingCommands } from "./command/message-settings.ts";
import { addMigrateCommand } from "./command/migrate.ts";
import { addPreviewCommand } from "./command/preview.ts";
import { addPromoteCommand } from "./command/promote.ts";
import { addReleaseCommands } from "./command/release.ts";
import { addRestoreCommand } from "./command/restore.ts";
import { addRollbackCommand } from "./command/rollback.ts";
import { addSecretCommands } from "./command/secrets.ts";
import { addServeCommand } from "./command/serve.ts";
import { addSettingsCommands } from "./command/settings.ts";
import { addShowCommand } from "./command/show.ts";
import { addStatusCommand } from "./command/status.ts";
import { addUserCommands } from "./command/users.ts";
import { CommandError, localProblem, UsageError } from "./command-error.ts";
import * as message from "./message/server.ts";
import { showProblem } from "./show/problem.ts";
import { printJson, printNotice } from "./terminal.ts";

/** Runs one command. Resolves with the exit code: 0 done, 1 refused or failed, 2 not understood. */
export const tailboard = async (argv: string[]): Promise<number> => {
  const json = argv.includes("--json");
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // The reader has closed the pipe, as `| head` does.
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    await createProgram(json).parseAsync(argv, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof CommandError) {
      if (json) await printJson(error.problem);
      else printNotice(showProblem(error.problem, error.hints));
      return 1;
    }
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof UsageError || error instanceof CommanderError) {
      const detail = error.message.replace(/^error: /, "");
      if (json) await printJson(localProblem("invalid", detail));
      // Commander has already printed its own errors.
      else if (error instanceof UsageError) printNotice(message.usageError(detail));
      return 2;
    }
    const detail = error instanceof Error ? error.message : String(error);
    if (json) await printJson(localProblem("internal", detail));
    else printNotice(message.somethingWrong(detail));
    return 1;
  }
};

/** Every command with its help. `json` keeps commander's own messages off stderr. */
export const createProgram = (json: boolean): Command => {
  const root = new Command("tailboard")
    .description(description.description)
    .version(description.version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => (json ? undefined : process.stderr.write(text)) })
    .showHelpAfterError(message.seeHelp)
    .addHelpText("after", `\n${message.whichStore}`);
  addServeCommand(root);
  addJobCommands(root);
  addVisitCommands(root);
  addCrewCommands(root);
  addEquipmentCommands(root);
  addCustomerCommands(root);
  addInboxCommands(root);
  addMessageCommands(root);
  addContactCommands(root);
  addIntegrationCommands(root);
  addDayCommands(root);
  addSettingsCommands(root);
  addMessageSettingCommands(root);
  addSecretCommands(root);
  addUserCommands(root);
  addDemoCommand(root);
  addDoctorCommand(root);
  addBackupCommand(root);
  addRestoreCommand(root);
  addMigrateCommand(root);
  addShowCommand(root);
  addReleaseCommands(root);
  addDeployCommand(root);
  addPreviewCommand(root);
  addPromoteCommand(root);
  addRollbackCommand(root);
  addStatusCommand(root);
  addInitCommand(root);
  addInfraCommands(root);
  addEnvironmentCommand(root);
  return root;
};
