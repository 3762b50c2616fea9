/** The Inbox, its conversations, and the messages that were not sent. */
export const title = "Inbox";
export const filters = { open: "Needs a reply", mine: "Mine", all: "All" };
export const notSent = "Not sent";
export const searchLabel = "Search conversations";
export const searchHint = "Name, phone, words";
export const listLabel = "Conversations";
export const loading = "Loading conversations";
export const failed = "Couldn’t load the Inbox";
export const offline = "You’re offline. What you see is from before. What you type is kept.";
export const more = "Show more";
export const empty = {
  open: ["Every message has a reply.", "New messages from customers show here within seconds."],
  mine: ["Nothing is assigned to you.", "A conversation that you answer is assigned to you."],
  all: ["No conversations yet.", "When a customer writes from the tracking page or by text, it shows here."],
} as const;
export const emptySearch = (words: string) => `No conversation for “${words}”.`;
export const emptySearchMore = "The search reads names, phone numbers and the newest words.";
export const choose = "Choose a conversation.";
export const you = "You";
/** In front of the newest words in the list, if the office wrote them. */
export const ownWords = (text: string) => `You: ${text}`;
export const newMessage = (name: string) => `New message from ${name}`;
export const backToList = "All conversations";
export const call = "Call";
export const done = "Done";
export const reopen = "Reopen";
export const assign = "Assign to";
export const unassigned = "Unassigned";
export const assignedNow = (who: string) => `Assigned to ${who}.`;
export const unassignedNow = "Unassigned now.";
export const doneNow = (name: string) => `${name} is done.`;
export const openNow = (name: string) => `${name} needs a reply again.`;
export const older = "Show older messages";
export const olderFailed = "Couldn’t load older messages.";
export const threadLabel = (name: string) => `Messages with ${name}`;
export const threadFailed = "Couldn’t load this conversation";
export const threadEmpty = "No messages yet.";
export const notFound = "This conversation is gone.";
export const notFoundMore = "The customer’s messages were deleted, or part of the address is missing.";
export const vias = { text: "text", email: "email", page: "tracking page" };
export const viaNames = { text: "Text", email: "Email", page: "Their page" };
export const automatic = "Sent automatically";
export const photos = (count: number) => (count === 1 ? "Sent a photo" : `Sent ${count} photos`);
/** What became of a message. */
export const states = {
  received: "",
  queued: "Waiting to send",
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  undelivered: "Not delivered",
  failed: "Not sent",
  withdrawn: "Not needed any more, so not sent",
  expired: "Too late to be useful, so not sent",
  parked: "Not sent",
  local: "Kept here. No email or texts are set up yet",
};
export const stateWhy = (state: string, why: string) => `${state}: ${why}`;
/** Why the customer did not get a message, by the provider's code or ours. */
export const codes: Record<string, string> = {
  opted_out: "they opted out of texts",
  do_not_text: "marked “do not text”",
  no_consent: "they haven’t said that texts are OK",
  landline: "landline, so texts don’t arrive",
  unreachable: "the phone doesn’t get texts now",
  no_address: "no phone or email",
  abroad: "a number in another country",
  address: "the number or address doesn’t exist",
  content: "the phone company blocked the words",
  region: "texts to this region are off",
  may_have_gone_out: "it may have gone out, so check before you send again",
  day_limit: "today’s limit of texts is used up",
  paused: "messages are paused",
  switched_off: "this way is switched off for this message",
  unsubscribed: "they stopped such emails",
  not_set_up: "this way isn’t set up",
  failing: "your account with the provider fails",
  restored: "it comes from a backup",
  "21211": "the number doesn’t exist",
  "21610": "they opted out of texts",
  "21614": "landline, so texts don’t arrive",
  "21408": "texts to this region are off",
  "30003": "the phone is off or out of reach",
  "30005": "the number is not in use",
  "30006": "landline, so texts don’t arrive",
  "30007": "the phone company blocked it as spam",
  "30032": "your toll-free number isn’t verified yet",
  "30034": "your number isn’t registered for texts yet",
  "30036": "it took too long to arrive",
  "20003": "the text provider refused the sign-in",
  "530": "the email server wants a password",
  "535": "the email server refused the sign-in",
  "550": "this email address doesn’t exist, or it refuses mail",
  "551": "this email address moved",
  "552": "their mailbox is full",
  "553": "this email address is not valid",
  "554": "their email server refused the email",
  "554_sandbox": "your Amazon account sends only to addresses that you verified",
};
export const codeOther = (code: string) => `code ${code}`;

/** What an automatic message is about. */
export const events: Record<string, string> = {
  requested: "Request received",
  booked: "Booking confirmed",
  deposit_due: "Deposit due",
  changed: "New time",
  reminder: "Reminder",
  on_the_way: "On the way",
  running_late: "Running late",
  price_waiting: "New price to agree to",
  attempted: "Couldn’t finish",
  dropped_off: "Dropped off",
  completed: "Receipt",
  cancelled: "Canceled",
  rental_due: "Rental due",
  rental_overdue: "Rental overdue",
  payment_received: "Payment received",
  refund_sent: "Refund sent",
  invoice: "Invoice",
  quote_ready: "Quote ready",
  reply: "Reply",
  office_new_booking: "New booking, to the office",
  office_customer_change: "Customer’s change, to the office",
  office_message: "New message, to the office",
  office_failed_stop: "Failed stop, to the office",
  office_parked: "Messages not sent, to the office",
};

export const replyLabel = "Reply";
export const replyTo = (name: string) => `Write to ${name}`;
export const send = "Send";
export const sendAnyway = "Send anyway";
export const sending = "Sending";
export const channel = "Send by";
export const toPhone = (phone: string) => `to ${phone}`;
export const toEmail = (email: string) => `to ${email}`;
export const toPage = "shows on their tracking page";
/** Why a channel is not possible. */
export const whyNot = {
  opted_out: "they opted out of texts",
  do_not_text: "marked “do not text”",
  no_consent: "they haven’t said that texts are OK",
  landline: "this is a landline",
  unreachable: "the phone doesn’t get texts now",
  no_address: "not on file",
  no_link: "no open job with a tracking page",
  abroad: "a number in another country",
};
export const noChannel = "No way to write to this customer from here. Call instead.";
export const characters = (left: number) => (left === 1 ? "1 character left" : `${left} characters left`);
export const tooLong = (over: number) => (over === 1 ? "1 character too many" : `${over} characters too many`);
export const segments = (count: number) => (count === 1 ? "1 text" : `${count} texts`);
export const segmentsAccent = (letter: string) => `“${letter}” makes it longer`;
export const savedReplies = "Saved replies";
export const noSavedReplies = "No saved replies yet. The owner adds them under Settings, Messages.";
export const emptyReply = "Write a message first.";
export const lateQuestion = (time: string) => `It’s ${time}. Send now, or at 8 AM?`;
export const sendNow = "Send now";
export const sendAt8 = "Send at 8 AM";
export const staleTitle = (name: string) => `${name} answered while you were writing`;
export const staleCustomer = (name: string) => `${name} wrote again while you were writing`;
export const staleOther = "This conversation changed while you were writing. Read it again before you send.";
export const keepWriting = "Keep writing";
export const optedOut = (when: string) => `Opted out of texts ${when}.`;
export const optedOutBy = {
  keyword: "They texted STOP.",
  sentence: "Their text read like a request to stop.",
  provider: "The phone company reports it.",
  office: "The office recorded it.",
};
export const undoStop = "Undo: they didn’t mean it";
export const stopUndone = "Texts are on again.";
export const mayCancel = "They texted CANCEL. They may want to cancel the job, so ask.";
export const doNotText = "Do not text";
export const doNotTextOn = "No texts go to this number any more.";
export const doNotTextOff = "Texts may go to this number again.";
export const unsubscribed = "Stopped reminders by email";
export const landline = "Landline: call";
export const openJob = "Open job";
export const otherJobs = (count: number) => (count === 1 ? "1 other job" : `${count} other jobs`);
export const outboxTitle = "Not sent";
export const outboxLead = "Messages that did not go out. Customers have not heard these from you.";
export const outboxEmpty = "Every message went out.";
export const outboxEmptyMore = "A message that can’t be sent shows here with the reason.";
export const outboxLoading = "Loading messages";
export const outboxFailed = "Couldn’t load the messages";
export const localTitle = "Kept here";
export const localLead =
  "No email or texts are set up yet. Each message is shown as it would arrive. Nothing goes out by itself later.";
export const sendAgain = "Send again";
export const byEmail = "Send by email instead";
export const dismiss = "Dismiss";
export const dismissed = "Dismissed.";
export const sentAgain = (name: string) => `Sending to ${name} again.`;
export const subject = "Subject";
/** On the board: why customers do not hear from the business. */
export const setUpEmail = "Set up email";
export const noMessages = "Customers get no messages yet.";
export const notSentCount = (count: number) => (count === 1 ? "1 message not sent." : `${count} messages not sent.`);
export const seeThem = "See them";
export const paused = "Messages are paused because this is a copy, or it moved.";
export const failing = { email: "Email is failing.", text: "Texts are failing." };
export const textsUsed = (limit: number) => `Today’s ${limit} texts are used up, so messages go by email.`;
export const openSettings = "Open message settings";

export const alerts = "Alerts on this browser";
export const sound = "Play a sound for a new message";
export const soundMore = "One window plays it, after the first click in it.";
export const notifications = "Show notifications";
export const notificationsMore = "Each one says who wrote, and never what.";
export const notificationsOn = "Notifications are on.";
export const notificationsBlocked = "This browser blocks notifications. Allow them in its settings for this site.";
export const notificationsOff = "Turn notifications off";

/** The messages of one job, in its panel. */
export const jobMessages = "Messages";
export const allMessages = (count: number) => `All ${count}`;
export const fewerMessages = "Show fewer";
export const jobEmpty = "No messages about this job yet.";
export const jobFailed = "Couldn’t load the messages.";
export const openConversation = "Open conversation";
export const resend = "Send a message again";
export const resendEvent = (event: string) => `Send “${event}” now`;
export const resent = (event: string) => `“${event}” is on its way.`;
