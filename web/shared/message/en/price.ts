/** The price of a job in its side panel: lines, changes, the review of overage, and quotes. The office reads it. */
export const price = "Price";
export const change = "Change price";
export const total = "Total";
export const waiting = "Waiting for a price";
export const estimate = "Estimate";
export const range = (low: string, high: string) => `${low} to ${high}`;
export const rangeHint = "The customer wasn’t sure about the load. The real load sets the price.";
export const deposit = "Deposit";
export const taxExempt = (reason: string) => `No tax: ${reason}`;
export const quantity = (count: number, label: string) => (count === 1 ? label : `${count} × ${label}`);
export const lockedOn = (date: string) => `Locked ${date}`;

export const changes = "Price changes";
export const changedBy = (by: string, date: string) => `${by}, ${date}`;
export const agreed = {
  in_person: (name: string) => `${name} agreed in person`,
  phone: (name: string) => `${name} agreed by phone`,
  link: (name: string) => `${name} agreed online`,
  not_needed: () => "Within the price promised",
};
export const someCustomer = "The customer";
export const notAsked = "The customer wasn’t asked";

export const pendingTitle = (total: string) => `${total} waits for the customer`;
export const pendingText = (by: string, reason: string) => `${by}: ${reason}`;
export const applyPending = "Apply without waiting";
export const applied = "New price applied";

export const byItems = "By item";
export const byLines = "By line";
export const how = "How to price it";
export const label = "Line";
export const count = "Quantity";
export const each = "Each";
export const isDiscount = "Discount";
export const addLine = "Add a line";
export const addDiscount = "Add a discount";
export const removeLine = (name: string) => `Remove ${name || "line"}`;
export const howMany = (name: string) => `How many: ${name}`;
export const choose = "Choose";
export const reason = "Why it changes";
export const reasonHint = "the customer reads this";
export const agreedBy = "Who agreed";
export const agreedHint = "leave it empty if the customer wasn’t asked";
export const agreedHow = "How they agreed";
export const agreedWays = { phone: "By phone", in_person: "In person" };
export const newTotal = "New total";
export const was = (total: string) => `was ${total}`;
export const withinPromise = (most: string) =>
  `Within the ${most} you promised, so the customer doesn’t need to agree.`;
export const abovePromise = (most: string) => `Higher than the ${most} you promised. Ask the customer before you save.`;
export const pricing = "Working out the price";
export const save = "Save price";
export const saved = (total: string) => `Price changed to ${total}`;
export const stale = "Another person changed this job. The new version is shown. Check it, then save again.";
export const reasonNeeded = "Say why the price changes.";
export const labelNeeded = "Name this line.";
export const countWrong = "Enter a quantity above zero.";
export const discard = "Cancel";

export const review = "To review";
export const reviewed = "Reviewed";
export const reviewHint = "Charge, change or waive each item. Nothing is charged until you save.";
export const used = {
  days: (used: number, included: number) => `${used} days, ${included} paid`,
  tons: (used: number, included: number) => `${used} t, ${included} t included`,
};
export const decision = (item: string) => `What to do about ${item}`;
export const charge = "Charge";
export const edit = "Change";
export const waive = "Waive";
export const decisionReason = "Why";
export const decisionReasonNeeded = "Say why.";
export const saveReview = "Save review";
export const reviewSaved = "Review saved";
export const nothingDecided = "Choose what to do about at least one item.";
export const decided = {
  accepted: (by: string) => `Charged, ${by}`,
  edited: (by: string) => `Changed, ${by}`,
  waived: (by: string) => `Waived, ${by}`,
};

export const request = "Quote request";
export const quote = "Quote";
export const wouldLike = "Would like";
export const requestedAgo = (days: number) =>
  days === 0 ? "Asked today" : days === 1 ? "Waiting since yesterday" : `Waiting ${days} days`;
export const sentAgo = (days: number) =>
  days === 0 ? "Sent today" : days === 1 ? "Sent yesterday" : `Sent ${days} days ago`;
export const version = (number: number) => `Version ${number}`;
export const validUntil = (day: string) => `Valid until ${day}`;
export const expiredOn = (day: string) => `Expired ${day}`;
export const approvedBy = {
  link: (name: string) => `${name} approved online`,
  phone: (name: string) => `${name} approved by phone`,
};
export const ended = {
  declined: "The customer declined this quote.",
  expired: "This quote expired without an answer.",
  withdrawn: "The customer withdrew this request.",
  office: "The office closed this request.",
};
export const buildQuote = "Build a quote";
export const reviseQuote = "Revise";
export const sendQuote = "Send quote";
export const sendVersion = (number: number) => `Send version ${number}`;
export const quoteSent = (total: string) => `Quote sent, ${total}`;
export const message = "Message to the customer";
export const messageHint = "shown above the price";
export const lastDay = "Valid until";
export const lastDayHint = "the last day to approve";
export const ownDeposit = "Deposit";
export const approve = "Approve by phone";
export const approveTitle = "The customer said yes";
export const customerName = "Who approved";
export const nameNeeded = "Enter who approved.";
export const approved = (name: string) => `Quote approved for ${name}`;
export const book = "Book it";
export const decline = "Declined";
export const declineTitle = "The customer said no";
export const declineReason = "Why";
export const declineReasonNeeded = "Say why.";
export const closeRequest = "Close request";
export const declined = (name: string) => `Request closed for ${name}`;
export const linesNeeded = "Add at least one line.";
