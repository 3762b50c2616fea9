/** The price book on the Settings page: options, rentals, tax, surcharges and deposits, and the preview of a price. */
export const byQuote = "By quote";
export const byQuoteMore = "Customers describe the work, and you send a price.";
export const quoteNoAmount = "Customers see “Price after we see it”.";

export const groups = "What customers choose";
export const groupLabel = "Heading";
export const groupKind = "How they choose";
export const kinds = {
  choice: "One of these",
  quantity: "How many of each",
  add_on: "Add-ons",
} as const;
export const allowNotSure = "Offer “Not sure”";
export const allowNotSureMore = "The customer then sees the lowest and the highest price.";
export const newGroups = { choice: "Load size", quantity: "Items", add_on: "Add-ons" } as const;
export const addGroup = { choice: "Add a choice", quantity: "Add items", add_on: "Add add-ons" } as const;
export const removeGroup = (label: string) => `Remove ${label}`;
export const option = "Option";
export const optionHint = "Hint";
export const optionPrice = "Price";
export const optionVolume = "Fills the truck, %";
export const optionMax = "At most";
export const addOption = "Add an option";
export const removeOption = (label: string) => `Remove ${label || "this option"}`;

export const rental = "It stays with the customer (rental)";
export const rentalMore = "We drop it off and pick it up later. Days and tons beyond the included ones cost extra.";
export const rentalFields = {
  equipment_type: "Equipment",
  included_days: "Days included",
  extra_day_cents: "Each extra day",
  included_tons: "Tons included",
  extra_ton_cents: "Each extra ton",
  max_days: "Longest rental, days",
  pickup: "Pickup",
  swap: "Swap",
  swap_cents: "Price of a swap",
  count_delivery_day: "The delivery day counts as day 1",
} as const;
export const pickups = {
  on_request: "When the customer asks",
  scheduled: "On the last day, already scheduled",
} as const;
export const swaps = {
  exchange: "An empty one comes, the full one leaves",
  dump_and_return: "We dump it and bring it back",
  none: "No swaps",
} as const;
export const swapHint = "empty: the base price again";
export const equipmentHint = "add types on the Rentals page";
export const chooseEquipment = "Choose the equipment";

export const tripFee = "Trip fee";
export const tripFeeHint = "when the customer’s side fails a visit; empty for none";
export const taxable = "Sales tax applies";
export const deposit = "Deposit";
export const deposits = {
  inherit: "As for all services",
  none: "No deposit",
  amount: "Ask for an amount",
  percent: "Ask for a percent",
} as const;
export const depositAmount = "Amount";
export const depositPercent = "Percent of the total";

export const tax = "Sales tax";
export const taxMore = "One rate for everywhere, and other rates by ZIP code of the service address. 0 means no tax.";
export const taxLabel = "Name on receipts";
export const taxRate = "Rate, %";
export const taxByZip = "Other rates";
export const addRate = "Add a rate";
export const removeRate = "Remove this rate";
export const zipCodes = "ZIP codes";
export const zipHint = "with commas";
export const zipNeeded = "Add at least one ZIP code.";

export const surcharges = "Surcharges";
export const surchargesMore = "Added when all conditions hold. A percent counts the service, its options and add-ons.";
export const addSurcharge = "Add a surcharge";
export const newSurcharge = "New surcharge";
export const removeSurcharge = (label: string) => `Remove ${label || "this surcharge"}`;
export const surchargeLabel = "Name";
export const surchargeKind = "Adds";
export const surchargeKinds = { amount: "An amount", percent: "A percent" } as const;
export const percent = "Percent";
export const surchargeActive = "In use";
export const onDays = "On these weekdays";
export const anyDay = "None chosen: every day.";
export const onDates = "On these dates";
export const onDatesHint = "such as 2026-12-24; empty for any date";
export const dateWrong = "Write dates as 2026-12-24.";
export const inZip = "In these ZIP codes";
export const inZipHint = "empty for everywhere";
export const forServices = "For these services";
export const anyService = "None chosen: every service.";
export const noSurcharges = "No surcharges.";

export const payments = "Deposit and quotes";
export const paymentsMore = "A deposit is asked for and shown. Collect it as you do today.";
export const defaultDeposit = "Deposit of every service";
export const validDays = "Days a quote stays valid";

export const percentWrong = (most: string) => `Write a percent up to ${most}, such as 8.25.`;
export const decimalWrong = "Write a number with up to three decimals, such as 2.5.";
export const moneyOrEmpty = (example: string) => `Write an amount such as ${example}, or leave it empty.`;

export const preview = "What customers see";
export const previewDay = "Day";
export const previewZip = "ZIP code";
export const previewDays = "Days";
export const notSure = "Not sure";
export const noDay = "Any day";
export const total = "Total";
export const range = (low: string, high: string) => `${low} to ${high}`;
export const depositDue = "Deposit";
