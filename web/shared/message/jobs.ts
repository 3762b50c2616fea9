export * from "./en/jobs.ts";
