import type { Command } from "commander";
import { changeVerbs } from "./jobs/change.ts";
import { exportVerb } from "./jobs/export.ts";
import { importVerb } from "./jobs/import.ts";
import { linkVerb } from "./jobs/link.ts";
import { listVerb } from "./jobs/list.ts";
import { newVerb } from "./jobs/new.ts";
import { patchVerbs } from "./jobs/patch.ts";
import { showVerb } from "./jobs/show.ts";

export const jobVerbs = (root: Command): void => {
  const jobs = root
    .command("jobs")
    .description("Jobs: make them, follow them through the day, bring them in and take them out");
  newVerb(jobs);
  listVerb(jobs);
  showVerb(jobs);
  changeVerbs(jobs);
  patchVerbs(jobs);
  linkVerb(jobs);
  importVerb(jobs);
  exportVerb(jobs);
};
