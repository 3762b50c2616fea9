/** What everybody in the office reads around the views of the dashboard, in English. */
export const titleBare = "Tailboard";
export const title = (view: string) => `${view} · Tailboard`;
export const views = { board: "Board", jobs: "Jobs", people: "People", settings: "Settings" };
export const account = "Account";
export const mainMenu = "Main menu";
export const signInTitle = "Sign in";
export const login = "Login";
export const password = "Password";
export const signIn = "Sign in";
export const signOut = "Sign out";
export const signedInAs = (name: string) => `Signed in as ${name}`;
export const working = "One moment";
export const needed = { login: "Type your login.", password: "Type your password." };
export const signInFailed = "Wrong login or password.";
export const signInWait = (seconds: number) =>
  seconds < 90
    ? `Too many tries. Wait ${seconds <= 1 ? "a second" : `${seconds} seconds`}, then try again.`
    : `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`;
export const signInNow = "You can try again now.";
export const signInAgain = "You were signed out";
export const signInAgainMore = "What you have open stays as it is. Sign in, and it goes on from here.";
export const unreachable = "Tailboard does not answer";
export const unreachableMore = "Check the connection. This page tries again by itself.";
export const retry = "Try again";
export const viewFailed = "This page did not arrive";
export const viewFailedMore = "The connection was lost, or a new version came out meanwhile.";
export const reload = "Load it again";
export const nowhere = "There is nothing at this address";
export const nowhereMore = "It may have been cut off when it was copied.";
export const unreadableDays = (days: string[]) =>
  days.length === 1
    ? `Couldn't read ${days[0]}. Its jobs are missing from this list. Run tailboard doctor.`
    : `Couldn't read ${days.slice(0, 5).join("; ")}${days.length > 5 ? ` and ${days.length - 5} more days` : ""}. Their jobs are missing from this list. Run tailboard doctor.`;
export const toBoard = "To the board";
export const close = "Close";
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
  [["Enter"], "Open the job; in a free cell, a new job there"],
  [["M"], "Pick a job up: arrows choose where, Enter drops it, Esc puts it back"],
  [["A"], "Assign or move from a list"],
  [["[", "]"], "The day before, the day after; also with a job picked up"],
  [["T"], "Today"],
  [["Z"], "Undo what was just done"],
  [["Esc"], "Close what is open"],
  [["?"], "These keys"],
];
