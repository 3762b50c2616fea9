/** A setting that cannot be used: one line, and the way out. */
export class ConfigError extends Error {}
