/** The surface that is a document: the reader's article, a live page, or the frozen copy seen from inside its frame. */
import { createPainter, idsAt, strokesOf } from "../highlights/painter";
import type { Painter, Painting } from "../highlights/painter";
import { watchLook } from "./appearance";
import { createEvents } from "./events";
import { Finder } from "./finding";
import type { Found } from "./finding";
import { listenToKeys } from "./keys";
import { isOurs } from "./ours";
import { described, plainly } from "./reading";
import type { Reading } from "./reading";
import { listenToSelection } from "./selecting";
import { boxOf, spotOf } from "./spots";
import { Stepper } from "./stepper";
import type { Hand, Mark, Spot, Step, Surface, SurfaceEvents } from "./surface";

/** What in a page answers to a press itself. */
const ACTIVE = "a[href], button, input, select, textarea, summary, label, video, audio, [contenteditable], [role=button]";

export class LocalSurface implements Surface {
  readonly #root: HTMLElement;
  readonly #page: Document;
  readonly #reading: Reading;
  readonly #events = createEvents<SurfaceEvents>();
  readonly #closed = new AbortController();
  readonly #finder: Finder;
  readonly #stepper: Stepper;
  #painter: Painter;
  #marks: readonly Mark[] = [];
  #paintings: Painting[] = [];
  #found: readonly Found[] = [];
  #focus: number | null = null;
  #spots = new Map<number, Spot | null>();
  #chosen: Range | null = null;
  #frame = 0;

  constructor(root: HTMLElement, reading = plainly(root)) {
    this.#root = root;
    this.#reading = reading;
    this.#page = root.ownerDocument;
    this.#painter = createPainter(this.#page);
    this.#stepper = new Stepper(reading, root.closest("[lang]")?.getAttribute("lang") ?? "en");
    const found = (all: readonly Found[]) => {
      this.#found = all;
      this.#repaint();
    };
    this.#finder = new Finder(reading, found, () => this.#bare());
    this.#listen();
  }

  readonly on: Surface["on"] = (event, listener) => this.#events.on(event, listener);

  paint(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#finder.look(marks);
  }

  point(id: number | null): void {
    if (this.#focus === id) return;
    this.#focus = id;
    this.#paint();
  }

  reveal(id: number): void {
    this.point(id);
    const box = this.#painter.boxes(id)[0];
    const view = this.#page.defaultView;
    if (!box || !view) return;
    if (box.top >= 0 && box.bottom <= view.innerHeight * 0.8) return;
    const element = this.rangeOf(id)?.startContainer.parentElement;
    // The element first, for boxes that scroll inside the page; then the line itself.
    element?.scrollIntoView({ block: "center" });
    const line = this.#painter.boxes(id)[0];
    if (line) view.scrollBy({ top: line.top - view.innerHeight / 3 });
  }

  step(step: Step): void {
    const range = this.#stepper.step(step, this.#chosen);
    if (range) this.#choose(range, "keyboard");
  }

  deselect(): void {
    this.#chosen = null;
    this.#page.getSelection()?.removeAllRanges();
  }

  close(): void {
    this.#closed.abort();
    this.#finder.close();
    this.#painter.clear();
  }

  /** Where a mark is painted. */
  protected rangeOf(id: number): Range | undefined {
    return this.#paintings.find((painting) => painting.id === id)?.range;
  }

  /** The same words are seen elsewhere: paint them there. */
  protected again(): void {
    this.#finder.answer();
  }

  // ---------------------------------------------------------------- painting

  #repaint(): void {
    const looks = new Map(this.#marks.map((mark) => [mark.id, mark]));
    this.#paintings = this.#found.flatMap(({ id, located }) => {
      const mark = looks.get(id);
      if (!mark || !located) return [];
      return [{ id, range: located.range, start: located.start, end: located.end, look: mark.look, mine: mark.mine }];
    });
    this.#paint();
    this.#tellSpots();
  }

  #paint(): void {
    this.#finder.quietly(() => {
      this.#painter.paint(strokesOf(this.#paintings, this.#focus));
    });
  }

  #tellSpots(): void {
    const anchored = this.#found.map(({ id, located }) => ({
      id,
      spot: located ? spotOf(located.range, this.#painter.boxes(id), located.approximate) : null,
    }));
    this.#spots = new Map(anchored.map(({ id, spot }) => [id, spot]));
    this.#events.tell("anchored", anchored);
  }

  /** What was on the line of a point when it was last measured: few enough to be measured again. */
  #near(y: number): Painting[] {
    const at = y + (this.#page.defaultView?.scrollY ?? 0);
    return this.#paintings.filter(({ id }) => {
      const spot = this.#spots.get(id);
      return spot !== null && spot !== undefined && spot.top <= at && spot.bottom >= at;
    });
  }

  // ---------------------------------------------------------------- what the reader does

  #listen(): void {
    const { signal } = this.#closed;
    const selected = (range: Range, by: Hand) => { this.#tellChosen(range, by); }; // prettier-ignore
    const deselected = () => {
      this.#chosen = null;
      this.#events.tell("deselected", null);
    };
    listenToSelection(this.#root, { selected, deselected }, signal);
    this.#page.addEventListener("click", (event) => { this.#press(event); }, { signal }); // prettier-ignore
    listenToKeys(this.#page, (press) => { this.#events.tell("key", press); }, signal); // prettier-ignore
    this.#page.addEventListener("scroll", () => { this.#moved(); }, { signal, capture: true, passive: true }); // prettier-ignore
    watchLook(this.#root, signal, (what) => {
      if (what === "colours") this.#changeColours();
      else this.#tellSpots();
    });
  }

  #bare(): boolean {
    if (this.#painter.touches) this.#finder.quietly(() => { this.#painter.clear(); }); // prettier-ignore
    return this.#painter.touches;
  }

  #changeColours(): void {
    this.#finder.quietly(() => { this.#painter.clear(); }); // prettier-ignore
    this.#painter = createPainter(this.#page);
    this.#repaint();
  }

  #choose(range: Range, by: Hand): void {
    const selection = this.#page.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range.cloneRange());
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    this.#tellChosen(range, by);
  }

  #tellChosen(range: Range, by: Hand): void {
    const same = this.#chosen !== null && sameRange(this.#chosen, range);
    this.#chosen = range;
    if (same) return;
    try {
      const selectors = described(this.#reading, range).filter(({ type }) => type !== "RangeSelector" || !this.#painter.touches);
      const quote = selectors.find((selector) => selector.type === "TextQuoteSelector")?.exact ?? "";
      this.#events.tell("selected", { selectors, quote, box: boxOf(range), by });
    } catch (error) {
      // A range without text: a picture, a rule. There is nothing to say about it.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  #moved(): void {
    if (!this.#chosen || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#chosen) this.#events.tell("moved", boxOf(this.#chosen));
    });
  }

  #press(event: MouseEvent): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || isOurs(event)) return;
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !this.#root.contains(target) || target.closest(ACTIVE)) return;
    if (this.#page.getSelection()?.isCollapsed === false) return;
    const { clientX: x, clientY: y } = event;
    const ids = idsAt(x, y, this.#painter, this.#near(y));
    const box = ids[0] === undefined ? undefined : this.#painter.boxes(ids[0]).find((line) => line.top <= y && line.bottom >= y);
    this.#events.tell("pressed", { ids, box: box ?? { left: x, right: x, top: y, bottom: y } });
  }
}

function sameRange(a: Range, b: Range): boolean {
  return (
    a.compareBoundaryPoints(Range.START_TO_START, b) === 0 && a.compareBoundaryPoints(Range.END_TO_END, b) === 0
  );
}
