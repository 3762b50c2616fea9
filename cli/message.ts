export * from "./message/en.ts";
