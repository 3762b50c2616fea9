/** The Team page. The owner reads it. */
export const title = "Team";
export const lead = "Who can sign in, and what they can do.";
export const add = "Add a person";
export const newPerson = "New person";
export const name = "Name";
export const ownName = "Your name";
export const login = "Login";
export const loginHint = "an email address works";
export const role = "Role";
export const roles = { owner: "Owner", dispatcher: "Dispatcher", crew: "Crew" };
export const roleSays = {
  owner: "Everything, including prices, hours and the team.",
  dispatcher: "The board and every job. Can see settings, but not change them.",
  crew: "On a phone: the crew’s own stops, today and late.",
};
export const crew = "Crew";
export const crewNone = "Choose a crew";
export const crewNeeded = "Choose the crew this person works in.";
export const noCrews = "No crews yet. Add one under Settings, Crews.";
export const you = "you";
export const inCrew = (crew: string) => `Crew · ${crew}`;
export const signedInOn = (devices: number) =>
  devices === 0 ? "Not signed in" : devices === 1 ? "Signed in on 1 device" : `Signed in on ${devices} devices`;
export const lastSeen = (when: string) => `last seen ${when}`;
export const activity = "Activity";
export const onlyYou = "Only you so far. Add a dispatcher, or a crew with its phone.";

export const password = "Password";
export const newPassword = "New password";
export const rules = "12 characters or more. A few words in a row are easy to remember.";
export const charactersMore = (count: number) => (count === 1 ? "1 more character" : `${count} more characters`);
export const longEnough = "Long enough";
export const show = "Show";
export const hide = "Hide";
export const suggest = "Suggest one";

export const change = "Change";
export const changePerson = (name: string) => `Change ${name}`;
export const addNow = "Add person";
export const neededLogin = "Enter a login.";

export const canSignIn = (name: string) => `${name} can sign in`;
export const canSignInMore = "Pass on the login and password now. You can’t see the password again.";
export const copy = "Copy login and password";
export const copied = "Copied";
export const copyText = (url: string, login: string, password: string) =>
  `${url}\nLogin: ${login}\nPassword: ${password}`;
export const done = "Done";

export const resetPassword = "Reset password";
export const resetMore = "Signs them out everywhere. You see the new password once.";
export const ownPassword = "Change your password";
export const ownPasswordMore = "On the Account page, with your current password.";
export const signOut = "Sign out everywhere";
export const signOutMore = "For a lost phone. It stops showing jobs within seconds. The password stays the same.";
export const signedOut = (name: string) => `${name} is signed out everywhere.`;
export const remove = "Remove";
export const removeMore = (name: string) =>
  `${name} is signed out everywhere immediately. Jobs keep the name. To come back, they need a new password.`;
export const removeNow = (name: string) => `Remove ${name}`;
export const removed = (name: string) => `${name} was removed.`;
export const changed = (name: string) => `${name} was changed.`;
export const changedSignsIn = (name: string) => `${name} was changed and has to sign in again.`;
export const lastOwner = "There has to be an owner. Make another person an owner first.";
export const changedByOther = (name: string) => `Another owner changed ${name} while you were editing`;
export const alreadyRemoved = "Another owner already removed this person.";

export const readOnly = "Only an owner can add and change people.";
export const loading = "Loading the team";
export const failed = "Couldn’t load the team.";

export const phone = "Phone";
export const phoneHint = "for alerts by text";
export const email = "Email";
export const emailHint = "for alerts by email";
export const alerts = "Alerts";
export const alertsMore =
  "Usually an owner gets emails about everything. A dispatcher with a number gets texts about messages and failed stops.";
export const alertNames = {
  office_new_booking: "New booking",
  office_customer_change: "A customer changed something",
  office_message: "Message from a customer",
  office_failed_stop: "A stop that failed",
  office_parked: "Message not sent",
};
export const alertWays = { text: "Text", email: "Email", none: "None" };
