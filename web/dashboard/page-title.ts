/** The title of the tab: how many conversations need a reply, then the page. */
const shown = { title: "", count: 0 };

/** Names the page in the title of the tab. */
export const showTitle = (title: string): void => {
  shown.title = title;
  print();
};

/** Puts the number of conversations that need a reply in front of the title: `(2) Board`. Zero shows none. */
export const showTitleCount = (count: number): void => {
  shown.count = count;
  if (shown.title !== "") print();
};

const print = (): void => {
  document.title = shown.count > 0 ? `(${shown.count}) ${shown.title}` : shown.title;
};
