/**
 * How far one has read an article: the bar follows, the server is told when one rests and when one leaves, and coming
 * back begins where one was. The furthest point counts. Without a script the bar stays where it was.
 */
const REST_IN_MS = 2000;
const WHOLE = 1000;
/** Less than this is the beginning, and more than that the end: nobody wants to be taken there. */
const BEGUN = 20;
const NEARLY = 980;

export function keepProgress(page: Document): void {
  const bar = page.querySelector<HTMLProgressElement>("progress[data-progress]");
  const article = page.querySelector<HTMLElement>("[data-root]");
  const view = page.defaultView;
  if (!bar || !article || !view) return;
  let told = bar.value;
  let resting = 0;
  const tell = (): void => {
    if (bar.value <= told) return;
    told = bar.value;
    void fetch(bar.dataset["progress"] ?? "", {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": bar.dataset["csrf"] ?? "" },
      body: new URLSearchParams({ permille: String(told) }),
    }).catch(() => undefined);
  };
  view.addEventListener(
    "scroll",
    () => {
      bar.value = Math.max(bar.value, permilleOf(article.getBoundingClientRect(), view.innerHeight));
      view.clearTimeout(resting);
      resting = view.setTimeout(tell, REST_IN_MS);
    },
    { passive: true },
  );
  view.addEventListener("pagehide", tell);
  if (!view.location.hash && view.scrollY === 0 && bar.value > BEGUN && bar.value < NEARLY) resume(bar, article, view);
}

/** How much of an article has come into view, in thousandths. */
export function permilleOf(box: { top: number; height: number }, height: number): number {
  if (box.height <= 0) return 0;
  return Math.round(Math.min(1, Math.max(0, (height - box.top) / box.height)) * WHOLE);
}

function resume(bar: HTMLProgressElement, article: HTMLElement, view: Window): void {
  const box = article.getBoundingClientRect();
  view.scrollTo(0, box.top + (box.height * bar.value) / WHOLE - view.innerHeight);
}
