export * from "./en/sample.ts";
