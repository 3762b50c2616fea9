export * from "./en/new-job.ts";
