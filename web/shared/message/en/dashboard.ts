/** Around every page of the dashboard: menu, sign-in, errors and keys. */
export const titleBare = "Tailboard";
export const title = (view: string) => `${view} · Tailboard`;
export const views = {
  board: "Board",
  jobs: "Jobs",
  rentals: "Rentals",
  inbox: "Inbox",
  customers: "Customers",
  people: "Team",
  settings: "Settings",
};
export const needReply = (count: number) => (count === 1 ? "needs a reply" : "need a reply");
export const account = "Account";
export const mainMenu = "Main menu";
export const signInTitle = "Sign in";
export const login = "Login";
export const password = "Password";
export const signIn = "Sign in";
export const signOut = "Sign out";
export const signedInAs = (name: string) => `Signed in as ${name}`;
export const working = "One moment";
export const needed = { login: "Enter your login.", password: "Enter your password." };
export const signInFailed = "Wrong login or password.";
export const signInWait = (seconds: number) =>
  seconds < 90
    ? `Too many tries. Wait ${seconds <= 1 ? "a second" : `${seconds} seconds`}, then try again.`
    : `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`;
export const signInNow = "You can try again now.";
export const signInAgain = "You were signed out";
export const signInAgainMore = "Your work is still here. Sign in to go on.";
export const unreachable = "Can’t reach Tailboard";
export const unreachableMore = "Check your connection. This page keeps trying.";
export const pageFailed = "Couldn’t load this page";
export const pageFailedMore = "The connection was lost, or there is a new version.";
export const reload = "Reload";
export const notFound = "Nothing at this address";
export const notFoundMore = "Part of the address may be missing.";
export const unreadableDays = (days: string[]) =>
  days.length === 1
    ? `Couldn’t read ${days[0]}. Its jobs are missing from this list. Run tailboard doctor.`
    : `Couldn’t read ${days.slice(0, 5).join("; ")}${days.length > 5 ? ` and ${days.length - 5} more days` : ""}. Their jobs are missing from this list. Run tailboard doctor.`;
export const toBoard = "Go to the board";
export const conflictWhat = "What";
export const conflictTheirs = "Theirs, saved";
export const conflictMine = "Yours, not saved";
export const keepMine = "Keep mine";
export const takeTheirs = "Take theirs";

export const keysTitle = "Keys";
export const keys: [keys: string[], does: string][] = [
  [["N"], "New job"],
  [["/"], "Search"],
  [["↑", "↓", "←", "→"], "Move around the board"],
  [["Enter"], "Open the job, or start a new job in an open cell"],
  [["M"], "Move a job: arrows choose where, Enter drops it, Esc cancels"],
  [["Alt", "↑", "↓"], "One stop earlier or later in the crew’s day"],
  [["A"], "Assign or move from a list"],
  [["[", "]"], "Previous day, next day; also while you move a job"],
  [["{", "}"], "Previous week, next week"],
  [["T"], "Today"],
  [["J", "K"], "Inbox: next conversation, previous conversation"],
  [["R"], "Inbox: write a reply"],
  [["E"], "Inbox: done"],
  [["Z"], "Undo the last change"],
  [["Esc"], "Close what is open"],
  [["?"], "Show these keys"],
];
