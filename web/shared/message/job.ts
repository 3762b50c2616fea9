export * from "./en/job.ts";
