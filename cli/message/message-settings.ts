/** Texts of `tailboard messages templates|preview|test|health|resume` and `tailboard secrets`. */
export const changed = "yours";
export const wordsSaved = (event: string, channel: string, language: string) =>
  `Saved the ${channel} of ${event} (${language}). The next message uses it.`;
export const wordsReset = (event: string, channel: string, language: string) =>
  `The ${channel} of ${event} (${language}) has its usual words again.`;
export const noWords = "Give the words: --text for a text; --subject, --body or --button for an email.";
export const size = (segments: number, characters: number, encoding: string) =>
  `${segments === 1 ? "1 segment" : `${segments} segments`}, ${characters} characters, ${encoding}`;
export const warning = (detail: string) => `Note: ${detail}`;
export const subject = (text: string) => `Subject: ${text}`;

export const states = { not_set_up: "not set up", ok: "OK", failing: "failing", paused: "paused" } as const;
export const channels = { email: "Email", text: "Texts" } as const;
export const from = (sender: string, source: string | null) =>
  source === "environment" ? `from ${sender}, set by the environment` : `from ${sender}`;
export const counts = (waiting: number, parked: number) => `${waiting} waiting, ${parked} not sent`;
export const lastSuccess = (at: string) => `last message taken ${at}`;
export const failingSince = (at: string) => `since ${at}`;
export const signatures =
  "Signature mismatch: texts from customers are refused. Set TAILBOARD_SITE_URL to the site's exact address, and check the token.";

export const alreadyOn = "Messages are on.";
export const resumed = "Messages are on. New messages go out from here.";
export const resumeFirst = (count: number) =>
  count === 0
    ? "Nothing was queued during the pause."
    : `${count === 1 ? "1 message was" : `${count} messages were`} not sent. They stay in the list until you send them again.`;
export const resumeWarning =
  "If this store is a copy, turn the original off first. Otherwise customers get messages twice.";
export const resumeQuestion = "Send messages from this store? (y/N)";
export const resumeNeedsYes = "Add --yes to resume without a question.";
export const stillPaused = (detail: string) => `Messages stay paused. ${detail}`;

export const secretSet = (last4: string | undefined, source: string | undefined) =>
  [
    "set",
    ...(last4 === undefined ? [] : [`ends with ${last4}`]),
    ...(source === "environment" ? ["by the environment"] : []),
  ].join(", ");
export const secretNotSet = "not set";
export const secretSaved = (provider: string) => `Saved the secrets of ${provider}. Try them: tailboard messages test.`;
export const secretRemoved = (provider: string) => `Removed the secrets of ${provider}.`;
export const environmentWins = "The environment sets this provider too, and wins.";
export const needsStdin =
  "Give the secret on standard input with --stdin, not as an argument: other programs can read arguments.";
export const emptyStdin = "Standard input is empty. Nothing was changed.";
