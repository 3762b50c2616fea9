export * from "./en/book.ts";
