export * from "./en/crew.ts";
