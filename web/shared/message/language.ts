/**
 * The language that a page is built in. A page carries one language (two would not fit its first flight), so a
 * second one is a second build in which this file names another catalogue of the same type.
 */
export * from "./en.ts";
