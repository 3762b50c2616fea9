/** What the owner reads about people, in English. */
export const title = "People";
export const lead = "Who may sign in here, and what they may do.";
export const add = "Add somebody";
export const adding = "Somebody new";
export const name = "Name";
export const ownName = "Your name";
export const login = "Login";
export const loginHint = "an email address is fine";
export const role = "Role";
export const roles = { owner: "Owner", dispatcher: "Dispatcher", crew: "Crew" };
export const roleSays = {
  owner: "Everything, with prices, hours and people.",
  dispatcher: "The board and every job. Reads settings, changes none.",
  crew: "On a phone: the crew’s own stops, today and overdue.",
};
export const crew = "Crew";
export const crewNone = "Choose a crew";
export const crewNeeded = "Choose the crew this person works in.";
export const noCrews = "There is no crew yet. Add one under Settings, Crews.";
export const you = "you";
export const inCrew = (crew: string) => `Crew · ${crew}`;
export const since = (date: string) => `since ${date}`;
export const signedInOn = (devices: number) =>
  devices === 0 ? "Signed in nowhere" : devices === 1 ? "Signed in on 1 device" : `Signed in on ${devices} devices`;
export const lastSeen = (when: string) => `last seen ${when}`;
export const activity = "Who did what";
export const noTwo = "Nobody else yet. Add a dispatcher, or a crew with its phone.";

export const password = "Password";
export const newPassword = "New password";
export const rules = "12 characters or more. A few words in a row are easy to keep in mind.";
export const charactersMore = (count: number) => (count === 1 ? "1 character more" : `${count} characters more`);
export const longEnough = "Long enough";
export const show = "Show";
export const hide = "Hide";
export const make = "Make one";

export const save = "Save";
export const saving = "Saving";
export const cancel = "Cancel";
export const change = "Change";
export const changeWho = (name: string) => `Change ${name}`;
export const close = "Close";
export const addNow = "Let them in";
export const neededName = "A name is needed.";
export const neededLogin = "A login is needed.";

export const handOver = (name: string) => `${name} can sign in`;
export const handOverMore = "Hand this over now: the password is shown this once and kept nowhere.";
export const copy = "Copy login and password";
export const copied = "Copied";
export const copyText = (url: string, login: string, password: string) =>
  `${url}\nLogin: ${login}\nPassword: ${password}`;
export const done = "Done";

export const resetPassword = "Give a new password";
export const resetMore = "Ends every sign-in of theirs; the new password is shown to you once.";
export const ownPassword = "Change your password";
export const ownPasswordMore = "On the Account page, with your current password.";
export const signOut = "Sign out everywhere";
export const signOutMore = "For a lost phone: it shows nothing more within seconds. The password stays.";
export const signedOut = (name: string) => `${name} is signed out everywhere.`;
export const remove = "Remove";
export const removeMore = (name: string) =>
  `${name} is signed out everywhere at once. Jobs keep the name. The password is not kept, so coming back takes a new one.`;
export const removeNow = (name: string) => `Remove ${name}`;
export const removed = (name: string) => `${name} was removed.`;
export const changed = (name: string) => `${name} was changed.`;
export const changedSignsIn = (name: string) => `${name} was changed and signs in again.`;
export const undo = "Undo";
export const undone = "Taken back.";
export const lastOwner = "Somebody has to be the owner. Make another person owner first, then do this.";
export const changedMeanwhile = (name: string) => `Another owner changed ${name} meanwhile`;
export const notFound = "Somebody else removed this person meanwhile.";

export const readOnly = "Only an owner adds and changes people.";
export const loading = "Getting everybody";
export const failed = "The list did not arrive.";
export const retry = "Try again";
