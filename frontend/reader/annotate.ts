/** The annotator on one of our own pages. */
import { createAnnotator } from "../annotator/annotator";
import type { Credentials } from "../client/asking";
import { createClient, csrfToken } from "../client/client";
import { pageHost } from "../client/host";
import { areOn, switchKeys } from "../elements/keys";
import type { Surface } from "../surface/surface";
import { besideLeaf, optionsOf } from "./options";

// The token as it is now: who signs in anew in another window gets another.
const signedIn: Credentials = { get csrf() { return csrfToken(); } }; // prettier-ignore

/** `words`: the element that tells of itself; in a leaf, notes may stand in its margin. */
export function annotate(words: HTMLElement, surface: Surface): void {
  const leaf = words.closest<HTMLElement>(".leaf");
  // What the server set below or beside the text stays for print; on the screen the annotator's notes take its place.
  if (leaf) leaf.dataset["annotated"] = "";
  const options = optionsOf(words.dataset, location);
  const client = createClient({ base: "", as: options.login === "" ? null : signedIn, language: options.language });
  const annotator = createAnnotator(surface, pageHost(client, { bookmark: Number(words.dataset["bookmark"]) }), {
    ...options,
    keys: areOn,
    switchKeys,
    margin: () => (leaf ? besideLeaf(leaf) : null),
    beside: leaf !== null,
  });
  const follow = () => {
    const id = /^#a(\d+)$/.exec(location.hash)?.[1];
    if (id !== undefined) annotator.reveal(Number(id));
  };
  addEventListener("hashchange", follow);
  follow();
}
