/** What the first owner reads, in English. */
export const title = "Welcome to Tailboard";
export const lead = "You are the first one here, so you become the owner: you set prices and hours, and let others in.";
export const become = "Become the owner";
export const working = "One moment";
export const spent = "This link is used up";
export const spentMore =
  "It works once, for an hour. Where Tailboard runs, start it again: it prints a fresh link while there is no owner.";
export const spentCommand = "npx tailboard serve";
export const spentOr = "Or, without a link:";
export const addCommand = 'npx tailboard users add --role owner --name "Ana" --login ana --password-stdin';
export const haveLogin = "I have a login";
