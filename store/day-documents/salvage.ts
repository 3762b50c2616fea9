/**
 * Ids and revisions of the jobs that the bytes of a broken day still name: only to say what is lost, never to be put
 * back, since nobody can tell which of the rest is right.
 */
export const salvagedRevs = (bytes: Uint8Array): Map<string, number> => {
  const text = new TextDecoder().decode(bytes);
  const revs = new Map<string, number>();
  for (const [, id = "", rev = ""] of text.matchAll(/^\{"job":\{"id":"(\d{6}-[0-9A-Z]{4,10})","rev":(\d{1,9}),/gm)) {
    revs.set(id, Number(rev));
  }
  return revs;
};
