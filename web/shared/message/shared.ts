export * from "./en/shared.ts";
