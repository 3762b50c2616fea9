/** Settings > Messages: the words of messages, the accounts, and when messages go out. */
export const title = "Settings";
export const lead = "Messages";
export const back = "All settings";
export const ownersOnly = "Only an owner can change messages.";
export const loading = "Loading messages";
export const failed = "Couldn’t load messages.";
export const parts = { words: "Words", email: "Email", texts: "Texting", details: "Hours and details" } as const;
export const partsLabel = "Parts of messages";

/** What each event is called, and when its message goes out. */
export const events = {
  requested: ["Request received", "When a request comes in online"],
  booked: ["Booked", "Right away"],
  deposit_due: ["Deposit due", "When a deposit holds the day"],
  changed: ["Changed", "A minute after a new day or time"],
  reminder: ["Day before", "The evening before"],
  on_the_way: ["On the way", "When the crew taps On my way"],
  running_late: ["Running late", "When the arrival slips past the window"],
  price_waiting: ["New price to agree to", "When the crew changes it"],
  attempted: ["Couldn’t do it", "With the reason and a link to new days"],
  dropped_off: ["Dropped off", "When the container is there"],
  completed: ["All done", "With the receipt"],
  cancelled: ["Canceled", "When the job is canceled"],
  rental_due: ["Due back tomorrow", "10 AM the day before"],
  rental_overdue: ["Overdue", "10 AM on day 1, 3, 7, then weekly"],
  payment_received: ["Payment received", "When it’s recorded"],
  refund_sent: ["Refund sent", "When it’s sent"],
  invoice: ["Invoice", "When it’s issued"],
  quote_ready: ["Quote ready", "A minute after you send it"],
  reply: ["Your answer by email", "When you write from the Inbox"],
  office_new_booking: ["New booking", "To the office, by email"],
  office_customer_change: ["Customer changed something", "To the office, by email"],
  office_message: ["Customer wrote", "To the office, after a minute"],
  office_failed_stop: ["Failed stop", "To the office, right away"],
  office_parked: ["Message not sent", "To the office, at most hourly"],
} as const;

export const on = "On";
export const off = "Off";
export const turnOn = (event: string) => `Send “${event}”`;
export const goesOut = (when: string) => `${when}. Each customer gets it in their own language.`;
export const languages = { en: "English", es: "Español" } as const;
export const wordNames = { text: "Text", subject: "Subject", body: "Email", button: "Button" } as const;
export const add = "Add";
export const addTo = (field: string) => `Add to ${field}`;
export const characters = (count: number, segments: number) =>
  `${count} characters, ${segments === 1 ? "1 text" : `${segments} texts`}`;
export const whatTheyGet = "What they get";
export const sample = "With invented values";
export const from = { en: "From", es: "De" } as const;
export const noPreview = "Fix the words to see the message.";
export const toUsual = "Back to our wording";
export const test = "Send me a test";
export const saved = (event: string) => `Saved “${event}”. The next message uses it.`;
export const usualAgain = (event: string) => `“${event}” has our wording again.`;
export const showWords = "Choose a message";

export const variables: Record<string, string> = {
  business: "Business",
  phone: "Phone",
  link: "Link",
  first_name: "First name",
  service: "Service",
  address: "Address",
  day: "Day",
  window: "Time",
  relative_day: "Today or tomorrow",
  crew: "Crew",
  eta: "Arrival",
  reason: "Reason",
  unit: "Container",
  due_day: "Due day",
  extra_day: "Extra day price",
  extra_total: "Extra days so far",
  total: "Total",
  amount: "Amount",
  method: "Method",
  balance: "Balance",
  invoice: "Invoice",
  expires: "Good until",
  review_link: "Review page",
  review: "If there is a review page",
  excerpt: "Message",
  customer: "Customer",
  city: "City",
  action: "What they did",
  count: "Count",
  error: "What went wrong",
  job_link: "Job link",
  inbox_link: "Inbox link",
  outbox_link: "Outbox link",
};

export const states = { not_set_up: "Not set up", ok: "OK", failing: "Failing", paused: "Paused" } as const;
export const sender = (name: string) => `From ${name}`;
export const environment = "Set by the environment of the server. What you enter here counts only without it.";
export const counts = (waiting: number, parked: number) => `${waiting} waiting, ${parked} not sent`;
export const signatures =
  "Signature mismatch: texts from customers are refused. The site’s address of the server or the token is wrong.";

export const emailLead = "Emails go through your own mail server, so they come from you.";
export const smtpUrl = "Mail server";
export const smtpUrlHint = "smtps://login:password@mail.example.com:465";
export const secretSet = (last4: string | undefined) =>
  last4 === undefined ? "Connected. Enter a new one to replace it." : `Connected, ends with ${last4}.`;
export const fromName = "From name";
export const fromNameHint = "empty for the business’s name";
export const fromAddress = "From address";
export const replyTo = "Answers go to";
export const replyToHint = "empty if no one reads them";
export const textsLead =
  "Texts go through your own account at Twilio, or at a vendor with the same calls. Register the number first: carriers block texts from numbers that aren’t registered.";
export const accountSid = "Account id";
export const authToken = "Token";
export const number = "Number that texts come from";
export const service = "Or messaging service";
export const keywords = "The provider answers STOP, START and HELP";
export const connect = "Save";
export const disconnect = "Disconnect";
export const disconnected = "Disconnected.";
export const connected = "Saved. Send yourself a test.";
export const testTo = { email: "Your email address", text: "Your phone number" } as const;
export const sendTest = "Send a test";
export const sending = "Sending…";

export const detailsLead = "When messages go out, and what they say about you.";
export const quietFrom = "No texts from";
export const quietTo = "until";
export const quietHint = "Texts about this moment still go out, such as “On the way”.";
export const reminderAt = "Reminder at";
export const reviewLink = "Review page";
export const reviewHint = "“All done” asks for a review with this link";
export const postalAddress = "Postal address";
export const postalHint = "at the foot of emails";
export const shortName = "Short name in texts";
export const shortHint = "at most 20 characters";
export const textsPerDay = "Texts a day at most";
export const textsHint = "past that, messages go by email";
export const accents = "Keep á, í, ó and ú in Spanish texts";
export const accentsHint = "One of them makes a text hold 70 characters instead of 160.";
export const detailsSaved = "Saved.";

export const pausedTitle = "Messages are paused";
export const resume = "Send messages from here";
export const resumed = "Messages are on.";
export const pausedChoice = "Not sent during the pause. Tick what still goes out:";
export const resumedWith = (sent: number, chosen: number) =>
  `Messages are on. ${sent} of ${chosen} chosen messages go out.`;
/** The title of an event; what a person wrote has none. */
export const eventTitle = (event: string | null) =>
  Object.entries(events).find(([name]) => name === event)?.[1][0] ?? "Reply";
