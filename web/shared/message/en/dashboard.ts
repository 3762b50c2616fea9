export const titleBare = "Tailboard";
export const signInTitle = "Sign in";
export const login = "Login";
export const password = "Password";
export const signIn = "Sign in";
export const signOut = "Sign out";
export const sessionOver = "You were signed out. Sign in to go on.";
export const views = { board: "Board", settings: "Settings", people: "People" };
export const mainMenu = "Main menu";

export const previousDay = "The day before";
export const nextDay = "The day after";
export const today = "Today";
export const closed = "Closed";
export const taken = (count: number, places: number): string => `${count} of ${places}`;
export const anyTime = "Any time";
export const nobody = "Unassigned";
export const trays = {
  late: "Outstanding",
  unassigned: "Unassigned",
  ready: "Ready for pickup",
  unscheduled: "No day yet",
};
export const kinds = { service: "Service", drop_off: "Drop-off", swap: "Swap", pickup: "Pickup" };
export const stages = {
  unscheduled: "No day yet",
  scheduled: "Booked",
  en_route: "On the way",
  on_site: "On site",
  ready: "Ready for pickup",
  attempted: "Attempted",
  completed: "Done",
  cancelled: "Cancelled",
};
export const since = (stage: string, at: string): string => `${stage} since ${at}`;
export const nothingHere = "Nothing here";
export const empty = "No jobs on this day yet. They come from your booking page, or from the terminal.";
export const bookingLink = "Your booking page";
export const noSignal = "No connection. Trying again.";
export const board = "Board";

export const close = "Close";
export const steps = { ready_for_pickup: "Start", booked: "Start", in_progress: "Finish" };
export const crew = "Crew";
export const move = "Move";
export const day = "Day";
export const window = "Window";
export const undo = "Undo the last change";
export const where = "Where";
export const what = "What";
export const when = "When";
export const price = "Price";
export const customer = "Customer";
export const notes = "Notes";
export const link = "Tracking link";
export const copyLink = "Copy tracking link";
export const copied = "Copied";
export const changed = "Saved";
export const stale = "Somebody changed this job meanwhile. It is shown as it is now; do it again if it still fits.";
