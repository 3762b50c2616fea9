/** Draws a message of the catalog. `*…*` is bold, and a name in direction isolates keeps its own writing direction. */
export const Rich = ({ text }: { text: string }) =>
  text
    .split(/(\*[^*]+\*|\u2068[^\u2069]*\u2069)/)
    .map((part, index) =>
      index % 2 === 0 ? part : part.startsWith("*") ? <b>{part.slice(1, -1)}</b> : <bdi>{part.slice(1, -1)}</bdi>,
    );
