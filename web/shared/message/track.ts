export * from "./en/track.ts";
