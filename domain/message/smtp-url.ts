/** Says what is wrong with the address of a mail server, without repeating it. Null: nothing. */
export const smtpUrlFault = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isMail = url !== null && (url.protocol === "smtp:" || url.protocol === "smtps:") && url.hostname !== "";
  if (!isMail) return "write smtps://user:password@host:465, or smtp://user:password@host:587.";
  if (/%(?![0-9a-f]{2})/i.test(`${url.username}${url.password}`)) return "write a % in the password as %25.";
  // An option in the address could switch encryption off.
  if (url.search !== "" || url.hash !== "" || !/^\/?$/.test(url.pathname))
    return "remove what follows the host and port.";
  if (url.port === "25" && !/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
    return "use port 587 or 465. Most networks block port 25.";
  return null;
};
