/** What the owner reads about how the business works, in English. */
export const title = "Settings";
export const lead = "Each part is saved by itself and counts at once, also for whoever is booking right now.";
export const readOnly = "Only an owner changes settings. You can read them all.";
export const sections = "Parts";
export const loading = "Getting the settings";
export const failed = "The settings did not arrive.";
export const retry = "Try again";

export const sampleTitle = "These are sample prices";
export const sampleMore =
  "Services, prices and hours came with Tailboard. Change them below, then say that they are yours: until then the booking page says “Sample prices”.";
export const sampleConfirm = "These are our prices";
export const sampleConfirmed = "Confirmed: the booking page no longer says “Sample prices”.";

export const save = "Save";
export const saving = "Saving";
export const discard = "Discard";
export const unsaved = "Not saved yet";
export const unsavedIn = (titles: string[]) => `Not saved yet: ${titles.join(", ")}`;
export const saved = (title: string) => `${title}: saved.`;
export const undone = (title: string) => `${title}: taken back.`;
export const amiss = "Look at what is marked below.";

export const conflictTitle = "Somebody else changed this meanwhile";
export const crewRenamedMeanwhile = (name: string) => `Another owner renamed this crew to ${name} meanwhile`;
export const none = "none";
export const gone = "taken away";

export const yes = "yes";
export const no = "no";

export const business = "Business and time zone";
export const businessFields: Record<string, string> = {
  name: "Business name",
  phone: "Phone",
  time_zone: "Time zone",
  currency: "Currency",
  currency_change: "Prices",
  locale: "Dates and money look like",
};
export const currencyQuestion = (was: string, to: string) =>
  `Your prices are in ${was}. What happens to them in ${to}?`;
export const currencyChoices = {
  keep_numbers: {
    title: "Keep the numbers",
    more: (was: string, to: string) => `600 ${was} becomes 600 ${to}. Jobs you already have stay in ${was}.`,
  },
  clear_prices: {
    title: "Clear all prices",
    more: () => "Services leave the booking page until you have set their prices again.",
  },
};
export const currencyNeeded = "Choose what happens to your prices.";
export const businessNameHint = "customers read it";
export const phoneHint = "customers call it when they are stuck";
export const zoneHint = "a city or a name";
export const zoneNow = (time: string, day: string) => `It is ${time} there now, ${day}.`;
export const zoneNone = "No such place. Try the next big city.";
export const zoneFound = (count: number) => (count === 1 ? "1 place found" : `${count} places found`);
export const zoneNeeded = "Choose a place from the list.";

export const services = "Services and prices";
export const serviceOrder = "Order on the booking page";
export const addService = "Add a service";
export const newService = "New service";
export const serviceName = "Name";
export const description = "In a line";
export const descriptionHint = "what is included";
export const priceKind = "Price";
export const flat = "One price";
export const flatMore = "For the whole job.";
export const itemized = "By what there is";
export const itemizedMore = "Customers choose from your list; it adds up.";
export const amount = "Price";
export const minimum = "Minimum charge";
export const items = "Items";
export const extras = "Extras";
export const extrasMore = "What may come on top of the price.";
export const itemLabel = "Item";
export const itemPrice = "Each";
export const addItem = "Add an item";
export const removeItem = (label: string) => `Remove ${label || "this item"}`;
export const itemsNeeded = "List at least one item.";
export const needsWindow = "Customers choose a day and a window";
export const needsWindowMore = "Off: they may leave the day open, and you call them.";
export const work = "What the crew does";
export const workSays: Record<string, string> = {
  service: "One visit",
  "drop_off,pickup": "Drop off, later pick up",
  "drop_off,swap,pickup": "Drop off, swap once, pick up",
  pickup: "One pickup",
};
export const stock = "How many you have";
export const stockHint = "trailers or containers that stay with customers; empty for no limit";
export const hideService = "Hide from customers";
export const showService = "Show to customers";
export const hidden = "Hidden";
export const hiddenMore = "Jobs that have it keep it.";
export const removeService = "Remove";
export const moveUp = (name: string) => `Move ${name} up`;
export const moveDown = (name: string) => `Move ${name} down`;
export const edit = "Edit";
export const editWhat = (name: string) => `Edit ${name}`;
export const fold = "Fold";
export const from = (price: string) => `from ${price}`;
export const noServices = "No service yet: customers see your phone and “Call to book”.";
export const nameNeeded = "A name is needed.";

export const hours = "Hours and places";
export const hoursMore =
  "Arrival windows, and how many jobs fit in each. Empty: not on that day. Days that were set by hand on the board keep their own.";
export const days = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};
export const shortDays = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };
export const windowFrom = "From";
export const windowTo = "To";
export const windowRow = (window: string) => `Window ${window}`;
export const placesOn = (day: string, window: string) => `Places on ${day}, ${window}`;
export const addWindow = "Add a window";
export const removeWindow = (window: string) => `Remove ${window}`;
export const copyFrom = "Copy";
export const copyTo = "to";
export const copyWeekdays = "Monday to Friday";
export const copyAll = "every day";
export const copyNow = "Copy";
export const closedDay = "closed";
export const places = (window: string, count: number) => `${window}: ${count}`;
export const windowOrder = "A window ends after it starts.";
export const windowOverlap = (day: string) => `Overlaps another window on ${day}.`;
export const placesWrong = "0 to 1,000 places, or empty.";
export const noHours = "No windows: nobody can book a time.";

export const closed = "Closed days";
export const closedMore = "Press a day to close or open it. Jobs that are on it stay.";
export const closedKey = "Days";
export const monthBefore = "Month before";
export const monthNext = "Next month";
export const stopsOnDay = (count: number, day: string) =>
  count === 1
    ? `1 stop on ${day}. Move it first, or close anyway.`
    : `${count} stops on ${day}. Move them first, or close anyway.`;
export const stopsUnknown = (day: string) =>
  `Couldn't count the stops on ${day}. Look at its board before you close it.`;
export const openBoard = (day: string) => `Open the board of ${day}`;
export const noClosed = "No closed days ahead.";
export const closedCount = (count: number) => (count === 1 ? "1 day closed" : `${count} days closed`);
export const reopen = (day: string) => `Open ${day} again`;

export const area = "Service area";
export const areaKey = "Postal codes";
export const areaAll = "Everywhere";
export const areaAllMore = "Anybody can book.";
export const areaSome = "Only these postal codes";
export const areaSomeMore = "Others are told to call.";
export const areaList = "Postal codes, with spaces, commas or lines between";
export const areaCount = (count: number) =>
  count === 1 ? "1 postal code" : `${count.toLocaleString("en")} postal codes`;
export const areaNeeded = "Write at least one, or choose everywhere.";

export const rules = "Booking rules";
export const ruleFields: Record<string, string> = {
  open: "Take bookings online",
  lead_time_hours: "Hours before a window that booking ends",
  days_ahead: "Days ahead that can be booked",
  cutoff_hours: "Hours before a window that customers may still move or cancel",
  requests_past_per_hour: "Bookings in an hour, past which they are requests",
  requests_past_per_address: "Bookings from one address in a day, past which they are requests",
  link_days: "Days that a tracking link lives after the job",
  crews_see_prices: "Crews see prices",
};
export const ruleHints: Record<string, string> = {
  open: "Off: the booking page shows your phone and “Call to book”.",
  requests_past_per_hour: "A flood holds no places then: you look at each. Empty for never.",
  requests_past_per_address:
    "One person cannot fill your calendar then. An office shares one address. Empty for never.",
  crews_see_prices: "Off: a crew’s phone shows no amounts.",
};
export const wholeNumber = (least: number, most: number) =>
  `A whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`;
export const never = "never";

export const terms = "Terms";
export const termsText = "What customers agree to when they book";
export const termsVersion = (version: string) => `Version ${version}. Each job keeps the version that was agreed to.`;
export const termsNext = (version: string) => `Saving makes this version ${version}.`;
export const termsNeeded = "Some text is needed.";

export const crews = "Crews";
export const crewsMore = "Who jobs are given to. The first word of the name is what customers read.";
export const addCrew = "Add a crew";
export const crewName = "Crew name";
export const crewAdded = (name: string) => `${name} was added.`;
export const crewRenamed = (name: string) => `Now called ${name}.`;
export const crewRemoved = (name: string) => `${name} was removed. Its open jobs show as unassigned.`;
export const rename = (name: string) => `Rename ${name}`;
export const renameNow = "Rename";
export const removeCrew = (name: string) => `Remove ${name}`;
export const remove = "Remove";
export const noCrews = "No crew yet, so there is nobody to give a job to.";
export const toPeople = "Give a crew its sign-in under People.";
export const moneyWrong = (example: string) => `An amount, as in ${example}.`;
