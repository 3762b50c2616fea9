/** What each person reads about their own sign-in, in English. */
export const title = "Account";
export const who = (name: string, login: string) => `${name}, login ${login}`;
export const back = "Back to your day";

export const password = "Password";
export const current = "Current password";
export const currentNeeded = "Type the password you have now.";
export const currentWrong = "That is not your current password.";
export const next = "New password";
export const nextNeeded = "Type a new password.";
export const changeMore = "Changing it signs out all your other devices.";
export const change = "Change password";
export const changing = "Changing";
export const changed = "Your password is changed. All your other devices are signed out.";

export const devices = "Devices";
export const devicesLead = "Where you are signed in. Sign out a device that you lost or don’t know.";
export const thisDevice = "This device";
export const seen = (when: string, since: string) => `Last seen: ${when} · Signed in: ${since}`;
export const signOut = "Sign out";
export const signOutDevice = (device: string, since: string) => `Sign out ${device}, signed in ${since}`;
export const signedOut = (device: string) => `${device} is signed out.`;
export const signOutOthers = "Sign out all other devices";
export const signedOutOthers = (count: number) =>
  count === 1 ? "1 other device is signed out." : `${count} other devices are signed out.`;
export const onlyThis = "You’re signed in on this device only.";
export const loading = "Loading your devices";
export const failed = "Couldn’t load your devices.";
export const retry = "Try again";
