/**
 * A link out of the library says where to count that it was followed: `<a href="…" data-followed="/…">`. The count
 * goes by beacon, so the reader's way to the page is neither changed nor delayed, and leads past no redirect of ours.
 *
 * Enter on a focused link arrives as a click, a middle click (a new tab) as an auxiliary click. A right click opens a
 * menu and follows nothing.
 */
const MIDDLE_BUTTON = 1;

export function reportFollowed(page: Document): void {
  page.addEventListener("click", report);
  page.addEventListener("auxclick", (event) => {
    if (event.button === MIDDLE_BUTTON) report(event);
  });
}

function report(event: MouseEvent): void {
  if (event.defaultPrevented || !(event.target instanceof Element)) return;
  const address = event.target.closest<HTMLAnchorElement>("a[data-followed]")?.dataset["followed"];
  if (address) navigator.sendBeacon(address);
}
