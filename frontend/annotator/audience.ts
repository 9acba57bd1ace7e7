/** Who hears it, in plain words, before it is sent. */
import type { LibraryName, Me } from "../client/shapes";
import { make } from "./dom";
import type { Store } from "./host";
import { joined } from "./time";
import type { Words } from "./words";

/** One who may be chosen to hear. */
export interface Hearer {
  library: LibraryName;
  word: string;
}

/** One's groups, and everyone, if one's own library is open. */
export function hearers(me: Me, words: Words): Hearer[] {
  return me.libraries
    .filter(({ kind, open, writable }) => (kind === "person" ? open : writable))
    .map(({ id, kind, word }) => ({ library: id, word: kind === "person" ? words.everyone : word }));
}

/** An audience in plain words: "only me"; "Tic&Travail, 64 members"; several joined as the language joins them. */
export function audienceText(audience: readonly LibraryName[], me: Me | null, words: Words, language: string): string {
  if (audience.length === 0) return words.onlyMe;
  const known = new Map(me?.libraries.map(({ id, kind, word }) => [id, kind === "person" ? words.everyone : word]));
  const texts = audience.map((library) => known.get(library) ?? (library.startsWith("~") ? words.everyone : library));
  return joined(language, texts);
}

/** What one chose last in this library, or else its people. */
export async function usualAudience(me: Me, store: Store, library: LibraryName, alone: boolean): Promise<LibraryName[]> {
  const offered = new Set(me.libraries.filter(({ kind, open }) => kind === "group" || open).map(({ id }) => id));
  if (alone) return [];
  const stored = (await store.read(nameOf(me, library))).get(nameOf(me, library));
  if (stored !== undefined) return stored.split(",").filter((name) => offered.has(name));
  return offered.has(library) ? [library] : [];
}

export function rememberAudience(me: Me, store: Store, library: LibraryName, audience: readonly LibraryName[]): Promise<void> {
  return store.write(nameOf(me, library), audience.join(","));
}

function nameOf(me: Me, library: LibraryName): string {
  return `audience:${me.person.login ?? ""}:${library}`;
}

/** Boxes to tick. "Only me" excludes the others, and is what remains when none is ticked. */
export class AudienceField {
  readonly element: HTMLFieldSetElement;
  readonly #alone: HTMLInputElement;
  readonly #boxes: HTMLInputElement[];

  constructor(me: Me, chosen: readonly LibraryName[], words: Words, changed: (audience: LibraryName[]) => void) {
    const box = (value: string, checked: boolean) => make("input", { type: "checkbox", name: "audience", value, checked });
    const offered = hearers(me, words);
    this.#alone = box("", chosen.length === 0);
    this.#boxes = offered.map(({ library }) => box(library, chosen.includes(library)));
    const labels = offered.map(({ word }, index) => make("label", {}, this.#boxes[index], word));
    const change = (event: Event) => {
      this.#settle(event.target === this.#alone);
      changed(this.value);
    };
    this.element = make(
      "fieldset",
      { class: "choices", change },
      make("legend", {}, words.whoMayRead),
      make("label", {}, this.#alone, words.onlyMe),
      ...labels,
    );
  }

  get value(): LibraryName[] {
    return this.#boxes.filter((box) => box.checked).map((box) => box.value);
  }

  #settle(alone: boolean): void {
    if (alone) for (const box of this.#boxes) box.checked = false;
    this.#alone.checked = this.value.length === 0;
  }
}
