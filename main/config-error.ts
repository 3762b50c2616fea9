/** A configuration value that cannot be used. The message is one line that says what to write instead. */
export class ConfigError extends Error {}
