/** The account page. Everyone who signs in reads it. */
export const title = "Account";
export const nameAndLogin = (name: string, login: string) => `${name}, login ${login}`;
export const back = "Back to your day";

export const password = "Password";
export const currentPassword = "Current password";
export const currentNeeded = "Enter your current password.";
export const newPassword = "New password";
export const newNeeded = "Enter a new password.";
export const changeSignsOut = "Changing it signs out all your other devices.";
export const change = "Change password";
export const changing = "Changing";
export const changed = "Your password is changed. All your other devices are signed out.";

export const devices = "Devices";
export const devicesLead = "Where you’re signed in. Sign out a device that you lost or don’t know.";
export const thisDevice = "This device";
export const lastSeen = (when: string, since: string) => `Last seen: ${when} · Signed in: ${since}`;
export const signOut = "Sign out";
export const signOutDevice = (device: string, since: string) => `Sign out ${device}, signed in ${since}`;
export const signedOut = (device: string) => `${device} is signed out.`;
export const signOutOthers = "Sign out all other devices";
export const signedOutOthers = (count: number) =>
  count === 1 ? "1 other device is signed out." : `${count} other devices are signed out.`;
export const onlyThisDevice = "You’re signed in on this device only.";
export const loading = "Loading your devices";
export const failed = "Couldn’t load your devices.";
