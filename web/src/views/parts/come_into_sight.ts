/** Scrolls to a part of the page. Inside another page only this one: scrollIntoView() would move that one as well. */
export function comeIntoSight(element: Element | null): void {
  if (window.parent === window) element?.scrollIntoView({ block: 'nearest' });
  else if (element)
    window.scrollBy({ top: element.getBoundingClientRect().top - window.innerHeight / 4, behavior: 'instant' });
}
