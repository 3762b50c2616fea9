/** The page behind the one-time link. The first owner reads it. */
export const title = "Welcome to Tailboard";
export const lead =
  "You’re the first person here, so you’ll be the owner. You set prices and hours, and you add your team.";
export const createOwner = "Create owner account";
export const working = "One moment";
export const linkUsed = "This link no longer works";
export const linkUsedMore =
  "It works once, within an hour. To get a new link, restart Tailboard. It prints one as long as there is no owner.";
export const startCommand = "npx tailboard serve";
export const orWithoutLink = "Or, without a link:";
export const addCommand = 'npx tailboard users add --role owner --name "Ana" --login ana --password-stdin';
export const haveLogin = "I have a login";
