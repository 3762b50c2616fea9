export * from "./en/board.ts";
