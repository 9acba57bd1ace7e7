/**
 * How far one is in an article: shown as one goes, and told to the server now and then and when one leaves. Who comes back
 * to the middle of it begins there.
 */
const PAUSE = 5000;

export function keepProgress(page: Document): void {
  const bar = page.querySelector<HTMLProgressElement>("progress[data-progress]");
  const article = page.querySelector<HTMLElement>("article[data-root]");
  if (!bar || !article) return;
  let told = bar.value;
  let timer: ReturnType<typeof setTimeout> | undefined;
  goBack(bar.value, article);

  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (bar.value === told) return;
    told = bar.value;
    send(bar, told);
  };
  const read = () => {
    bar.value = permilleOf(article.getBoundingClientRect(), innerHeight);
    timer ??= setTimeout(tell, PAUSE);
  };
  addEventListener("scroll", read, { passive: true });
  addEventListener("resize", read, { passive: true });
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "hidden") tell();
  });
}

/** How much of the article is above the window's lower edge, once one has begun to scroll into it. */
export function permilleOf({ top, height }: { top: number; height: number }, window: number): number {
  if (top >= 0 || height <= 0) return 0;
  const seen = height <= window ? 1 : -top / (height - window);
  return Math.round(1000 * Math.min(1, seen));
}

function send(bar: HTMLProgressElement, permille: number): void {
  const { progress = "", csrf = "" } = bar.dataset;
  const body = new URLSearchParams({ permille: String(permille) });
  const headers = { "X-CSRFToken": csrf };
  void fetch(progress, { method: "POST", body, headers, keepalive: true }).catch(() => undefined);
}

function goBack(permille: number, article: HTMLElement): void {
  if (permille < 20 || permille > 980 || location.hash !== "" || scrollY > 0) return;
  const { top, height } = article.getBoundingClientRect();
  scrollTo({ top: top + scrollY + ((height - innerHeight) * permille) / 1000 });
}
