import type { Page } from "@playwright/test";

/** Elements that extend beyond the window's sides, by class and text. Content of a part that scrolls sideways is fine. */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element) => {
      const { overflowX } = getComputedStyle(element);
      return overflowX !== "visible" && overflowX !== "clip";
    };
    const within = (element: Element | null): boolean =>
      element !== null && element !== document.body && (scrolls(element) || within(element.parentElement));
    const out = [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      if (width <= 1 || !element.checkVisibility({ visibilityProperty: true })) return false;
      return (left < -1 || right > innerWidth + 1) && !within(element.parentElement);
    });
    const wider = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
    return [...wider, ...out.map((element) => `${element.className}: ${element.textContent.slice(0, 30)}`)];
  });
