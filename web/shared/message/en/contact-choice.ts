/** How the office notes a customer's choice of messages. Dispatchers read it on a new job and on a job's form. */
export const contactBy = "Contact by";
export const ways = { text: "Text", email: "Email", none: "No messages" };
/** Before the office chose: the server decides by what the customer gave. */
export const automatic = "Automatic";
export const language = "Language";
export const languages = { en: "English", es: "Spanish" };
export const textsOk = "They said texts are OK";
export const yes = "yes";
export const no = "no";
const places = { booking_page: "on the booking page", dispatcher: "by telling the office", inbound_text: "by text" };
export const agreed = (date: string, how: keyof typeof places) => `Agreed on ${date} ${places[how]}`;
