export * from "./message/en.ts";
export * from "./message/upkeep.ts";
