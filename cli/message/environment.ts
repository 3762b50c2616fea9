/** The environment variables of Tailboard, for `tailboard help environment`. */
export const environment: { title: string; variables: Record<string, string> }[] = [
  {
    title: "Every command",
    variables: {
      TAILBOARD_STORE:
        "where jobs are kept: sqlite:./data (the default, a folder), s3://bucket/prefix, dynamodb://table or memory:. Without it, commands use the store of tailboard.deployment.json if there is one; serve does not",
      TAILBOARD_PUBLIC:
        "where releases and customers' pages are kept, such as s3://bucket/prefix. A bucket or a table as TAILBOARD_STORE needs it; the default for a folder is the same folder",
    },
  },
  {
    title: "tailboard serve, and links to it",
    variables: {
      PORT: "the first of three ports in a row (default 4100); 0 picks free ports",
      TAILBOARD_SNAPSHOTS:
        "the folder for daily copies of a folder's database, of which seven are kept (default: backups in the data folder); off writes none",
      TAILBOARD_HOST: "the address to listen on, 0.0.0.0 for all; without it, only this machine can connect",
      TAILBOARD_SITE_URL: "the address that customers use, such as https://book.example.com",
      TAILBOARD_DASHBOARD_URL: "the address that the office uses, such as https://office.example.com",
      TAILBOARD_STAGING_URL: "the address of staging, such as https://staging.example.com",
      TAILBOARD_TRUST_PROXY:
        'the reverse proxies whose X-Forwarded-For header names the customer: addresses or ranges with commas, or "loopback" for this machine. Without it the header is ignored',
    },
  },
  {
    title: "Email and texts; without them messages are kept in the dashboard's outbox:",
    variables: {
      TAILBOARD_SMTP_URL: "the mail server: smtps://user:password@host:465 or smtp://user:password@host:587",
      TAILBOARD_MAIL_FROM: "whom emails are from, such as Coastline Hauling <office@example.com>",
      TAILBOARD_TWILIO_ACCOUNT_SID: "the account for texts",
      TAILBOARD_TWILIO_AUTH_TOKEN: "its token, or two with a comma while you replace it",
      TAILBOARD_TWILIO_API_KEY: "a key for calls, instead of the account and its token",
      TAILBOARD_TWILIO_API_SECRET: "the secret of that key",
      TAILBOARD_TWILIO_FROM: "the number that texts come from, such as +16195550100",
      TAILBOARD_TWILIO_MESSAGING_SERVICE_SID: "a messaging service instead of a number",
      TAILBOARD_TWILIO_URL: "a vendor with the same calls (default https://api.twilio.com)",
    },
  },
  {
    title: "tailboard init and tailboard infra",
    variables: {
      TAILBOARD_CONFIG:
        "the config file (default tailboard.config.json). tailboard.deployment.json is in the same folder",
      TAILBOARD_CDK: "a program to run instead of the AWS CDK, such as a wrapper that asks for a second factor",
    },
  },
  {
    title: "Tests, on this machine only",
    variables: {
      TAILBOARD_LIMITS: "off turns off rate limits and limits on bookings",
      TAILBOARD_CLOCK: "seconds that the clock is ahead, or behind if negative",
    },
  },
];
