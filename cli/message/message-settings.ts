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
    : `${count === 1 ? "1 message was" : `${count} messages were`} not sent. Add --send ID for each one that still goes out. The others stay in the list.`;
export const sentChosen = (sent: number, chosen: number) => `${sent} of ${chosen} chosen messages go out now.`;
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

/** What the owner does next, above its steps. */
export const nextHeading = "Next for your messages:";
export const step = (detail: string) => `  - ${detail}`;
export const connectStep =
  "Customers get no messages yet. Connect your mail server: tailboard secrets set smtp --stdin. Your mail provider has the address, the login and the password.";
export const resumeStep = (why: string) => `${why} To turn messages on here: tailboard messages resume`;
export const repairStep = (kind: "email" | "text", words: string) =>
  `${channels[kind]}: ${words}. Then try again: ${testCommand(kind)}`;
export const testStep = (kind: "email" | "text") =>
  `${channels[kind]}: connected, and nothing was sent yet. Send yourself a test: ${testCommand(kind)}`;
export const trayStep = (count: number) =>
  `${count === 1 ? "1 message was" : `${count} messages were`} not sent. Read why, and send them again: tailboard messages list`;
export const alertStep =
  "You hear of no booking and no message, because no owner or dispatcher has an email address or a phone. Add one on the People page of the dashboard.";
export const phoneStep =
  "Messages tell customers to call, and your phone number is missing. Add it in Settings > Business.";
export const addressStep =
  "Add your postal address for the foot of emails in Settings > Messages. US law asks for it in emails that also advertise.";
export const mailHeading = "The domain that emails come from:";

const testCommand = (kind: "email" | "text") =>
  kind === "email" ? "tailboard messages test email you@example.com" : "tailboard messages test text +16195550100";
