/** The Settings page. The owner reads and changes it; dispatchers can read it. */
export const title = "Settings";
export const lead =
  "Each section is saved separately. Changes apply right away, also to customers who are booking now.";
export const readOnly = "Only an owner can change settings. You can read them all.";
export const sections = "Sections";
export const loading = "Loading settings";
export const failed = "Couldn’t load settings.";

export const sampleTitle = "These are sample prices";
export const sampleMore =
  "Services, prices and hours came with Tailboard. Change them below, then confirm that they are yours. Until then the booking page says “Sample prices”.";
export const sampleConfirm = "These are our prices";
export const sampleConfirmed = "Confirmed. The booking page no longer says “Sample prices”.";

export const discard = "Discard";
export const unsaved = "Not saved yet";
export const unsavedIn = (titles: string[]) => `Not saved yet: ${titles.join(", ")}`;
export const saved = (title: string) => `${title}: saved.`;
export const undone = (title: string) => `${title}: undone.`;
export const checkFields = "Fix what’s marked below, then save.";

export const conflictTitle = "Another person changed this while you were editing";
export const crewRenamedByOther = (name: string) => `Another owner renamed this crew to ${name}`;
export const none = "none";
export const removedValue = "removed";

export const yes = "yes";
export const no = "no";

export const business = "Business and time zone";
export const businessFields = {
  name: "Business name",
  phone: "Phone",
  time_zone: "Time zone",
  currency: "Currency",
  currency_change: "Prices",
  locale: "Date and money format",
  language: "Language of messages",
};
export const languageNames = { en: "English", es: "Spanish" };
export const languageHint = "for customers who did not choose one";
export const currencyQuestion = (was: string, to: string) =>
  `Your prices are in ${was}. What happens to them in ${to}?`;
export const currencyChoices = {
  keep_numbers: {
    title: "Keep the numbers",
    more: (was: string, to: string) => `600 ${was} becomes 600 ${to}. Jobs you already have stay in ${was}.`,
  },
  clear_prices: {
    title: "Clear all prices",
    more: () => "Services leave the booking page until you set their prices again.",
  },
};
export const currencyNeeded = "Choose what happens to your prices.";
export const businessNameHint = "customers see it";
export const phoneHint = "customers call it when they need help";
export const zoneHint = "a city or a time zone";
export const zoneNow = (time: string, day: string) => `It is ${time} there now, ${day}.`;
export const zoneNone = "No city found. Try the nearest big city.";
export const zoneFound = (count: number) => (count === 1 ? "1 city found" : `${count} cities found`);
export const zoneNeeded = "Choose a city from the list.";

export const services = "Services and prices";
export const serviceOrder = "Order on the booking page";
export const addService = "Add a service";
export const newService = "New service";
export const serviceName = "Name";
export const description = "Description";
export const descriptionHint = "one line: what is included";
export const priceKind = "Price";
export const flat = "One price";
export const flatMore = "For the whole job.";
export const itemized = "By item";
export const itemizedMore = "Customers choose from your list, and the prices add up.";
export const amount = "Price";
export const minimum = "Minimum charge";
export const noTax = "Not taxed";
export const tripFee = (price: string) => `Trip fee ${price}`;
export const itemsNeeded = "Add at least one item.";
export const needsWindow = "Customers choose a day and a window";
export const needsWindowMore = "Off: they can leave the day open, and you call them.";
export const visits = "Visits";
/** By the service's kinds of visits, in order. */
export const visitsText: Record<string, string> = {
  service: "One visit",
  "drop_off,pickup": "Drop off, pick up later",
  "drop_off,swap,pickup": "Drop off, swap once, pick up",
  pickup: "One pickup",
};
export const hideService = "Hide from customers";
export const showService = "Show to customers";
export const hidden = "Hidden";
export const hiddenMore = "Jobs with this service keep it.";
export const removeService = "Remove";
export const moveUp = (name: string) => `Move ${name} up`;
export const moveDown = (name: string) => `Move ${name} down`;
export const edit = "Edit";
export const editWhat = (name: string) => `Edit ${name}`;
export const closeEditor = "Close";
export const from = (price: string) => `from ${price}`;
export const noServices = "No services yet. Customers see your phone and “Call to book”.";

export const hours = "Hours and openings";
export const hoursMore =
  "Arrival windows, and how many jobs fit in each. Empty: no window on that day. Days you changed on the board keep their own numbers.";
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
export const capacityOn = (day: string, window: string) => `Jobs on ${day}, ${window}`;
export const addWindow = "Add a window";
export const removeWindow = (window: string) => `Remove ${window}`;
export const copyFrom = "Copy";
export const copyTo = "to";
export const copyWeekdays = "Monday to Friday";
export const copyAll = "every day";
export const copyNow = "Copy";
export const closedDay = "closed";
export const windowCapacity = (window: string, count: number) => `${window}: ${count}`;
export const windowOrder = "A window has to end after it starts.";
export const windowOverlap = (day: string) => `Overlaps another window on ${day}.`;
export const capacityWrong = "Enter 0 to 1,000 jobs, or leave it empty.";
export const noHours = "No windows, so customers can’t book a time.";

export const closed = "Closed days";
export const closedMore = "Press a day to close or reopen it. Jobs already on it stay.";
export const closedKey = "Days";
export const monthBefore = "Previous month";
export const monthNext = "Next month";
export const stopsUnknown = (day: string) => `Couldn’t count the stops on ${day}. Check its board before you close it.`;
export const openBoard = (day: string) => `Open the board of ${day}`;
export const noClosed = "No closed days ahead.";
export const closedCount = (count: number) => (count === 1 ? "1 day closed" : `${count} days closed`);
export const reopen = (day: string) => `Reopen ${day}`;

export const area = "Service area";
export const areaKey = "Postal codes";
export const areaAll = "Everywhere";
export const areaAllMore = "Every customer can book.";
export const areaSome = "Only these postal codes";
export const areaSomeMore = "Customers from other places are asked to call.";
export const areaList = "Postal codes, separated by spaces, commas or new lines";
export const areaCount = (count: number) =>
  count === 1 ? "1 postal code" : `${count.toLocaleString("en")} postal codes`;
export const areaNeeded = "Enter at least one postal code, or choose Everywhere.";

export const rules = "Booking rules";
export const ruleFields = {
  open: "Take bookings online",
  zip_first: "Ask for the ZIP code first",
  lead_time_hours: "Notice you need before a booking, in hours",
  days_ahead: "Days ahead that customers can book",
  cutoff_hours: "Customers can move or cancel until this many hours before",
  requests_past_per_hour: "Bookings an hour before you approve each one",
  requests_past_per_address: "Bookings a day from one internet address before you approve each one",
  link_days: "Days a tracking link works after the job",
  crews_see_prices: "Crews see prices",
  crews_set_prices: "Crews set the final price",
};
export const ruleHints: Record<string, string> = {
  open: "Off: the booking page shows your phone and “Call to book”.",
  zip_first: "On: customers learn whether you come to them before they choose a service.",
  requests_past_per_hour:
    "Above this many bookings an hour, new bookings wait for your approval. Leave empty to turn off.",
  requests_past_per_address:
    "This keeps one person from filling your calendar. People in one building may share an address. Leave empty to turn off.",
  crews_see_prices: "Off: the crew’s phone shows no amounts.",
  crews_set_prices: "On: crews see prices too. A higher price needs the customer’s yes.",
};
export const wholeNumber = (least: number, most: number) =>
  `Enter a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`;
export const off = "off";

export const terms = "Terms";
export const termsText = "What customers agree to when they book";
export const termsVersion = (version: string) =>
  `Version ${version}. Each job keeps the version its customer accepted.`;
export const termsNext = (version: string) => `Saving makes this version ${version}.`;
export const termsNeeded = "Enter your terms.";

export const messages = "Messages";
export const integrations = "Integrations";
export const crews = "Crews";
export const crewsMore = "You assign jobs to crews. Customers see the first word of the name.";
export const addCrew = "Add a crew";
export const crewName = "Crew name";
export const crewAdded = (name: string) => `${name} was added.`;
export const crewRenamed = (name: string) => `Renamed to ${name}.`;
export const crewRemoved = (name: string) => `${name} was removed. Its open jobs are unassigned.`;
export const rename = (name: string) => `Rename ${name}`;
export const renameNow = "Rename";
export const removeCrew = (name: string) => `Remove ${name}`;
export const remove = "Remove";
export const noCrews = "No crews yet. Add one, so you can assign jobs.";
export const toTeam = "Give a crew its sign-in under Team.";
export const moneyWrong = (example: string) => `Enter an amount, like ${example}.`;
