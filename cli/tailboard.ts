import { Command, CommanderError } from "commander";
import description from "../package.json" with { type: "json" };
import { Failed, localProblem, UsageError } from "./failure.ts";
import { showProblem } from "./show/problem.ts";
import { printJson, say } from "./terminal.ts";
import { backupVerb } from "./verb/backup.ts";
import { crewVerbs } from "./verb/crews.ts";
import { dayVerbs } from "./verb/days.ts";
import { demoVerb } from "./verb/demo.ts";
import { deployVerb } from "./verb/deploy.ts";
import { infraVerbs } from "./verb/infra.ts";
import { initVerb } from "./verb/init.ts";
import { doctorVerb } from "./verb/doctor.ts";
import { jobVerbs } from "./verb/jobs.ts";
import { migrateVerb } from "./verb/migrate.ts";
import { previewVerb } from "./verb/preview.ts";
import { promoteVerb } from "./verb/promote.ts";
import { releaseVerbs } from "./verb/release.ts";
import { restoreVerb } from "./verb/restore.ts";
import { rollbackVerb } from "./verb/rollback.ts";
import { serveVerb } from "./verb/serve.ts";
import { settingsVerbs } from "./verb/settings.ts";
import { statusVerb } from "./verb/status.ts";
import { userVerbs } from "./verb/users.ts";

/** Runs one command. Resolves with the exit code: 0 done, 1 refused or failed, 2 not understood. */
export const tailboard = async (argv: string[]): Promise<number> => {
  const json = argv.includes("--json");
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // The reader has gone, as `| head` does.
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    await program(json).parseAsync(argv, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof Failed) {
      if (json) await printJson(error.problem);
      else say(showProblem(error.problem, error.hints));
      return 1;
    }
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof UsageError || error instanceof CommanderError) {
      const detail = error.message.replace(/^error: /, "");
      if (json) await printJson(localProblem("invalid", detail));
      // Commander has printed its own already.
      else if (error instanceof UsageError) say(`error: ${detail}`);
      return 2;
    }
    const detail = error instanceof Error ? error.message : String(error);
    if (json) await printJson(localProblem("internal", detail));
    else say(`Something went wrong: ${detail}`);
    return 1;
  }
};

/** Every verb, with its help. `json` keeps what commander itself has to say off stderr. */
export const program = (json: boolean): Command => {
  const root = new Command("tailboard")
    .description(description.description)
    .version(description.version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => (json ? undefined : process.stderr.write(text)) })
    .showHelpAfterError("(--help says how)")
    .addHelpText(
      "after",
      "\nThe store is TAILBOARD_STORE; without it, what tailboard.deployment.json names, where infra apply wrote one;" +
        "\nelse directory:./data. Only serve stays on this machine whatever was deployed. Each verb explains itself: tailboard jobs new --help",
    );
  serveVerb(root);
  jobVerbs(root);
  crewVerbs(root);
  dayVerbs(root);
  settingsVerbs(root);
  userVerbs(root);
  demoVerb(root);
  doctorVerb(root);
  backupVerb(root);
  restoreVerb(root);
  migrateVerb(root);
  releaseVerbs(root);
  deployVerb(root);
  previewVerb(root);
  promoteVerb(root);
  rollbackVerb(root);
  statusVerb(root);
  initVerb(root);
  infraVerbs(root);
  return root;
};
