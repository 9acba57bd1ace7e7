/** The pages on which one annotates: the article as the reader sets it, and the frozen copy in its frame. */
import { createAnnotator } from "../annotator/annotator";
import { createClient, csrfToken } from "../client/client";
import { pageHost } from "../client/host";
import type { Credentials } from "../client/asking";
import { areOn, switchKeys } from "../elements/keys";
import { FrameSurface } from "../surface/frame";
import { LocalSurface } from "../surface/local";
import { besideLeaf, optionsOf } from "./options";

const article = document.querySelector<HTMLElement>("article[data-root][data-bookmark]");
const frame = document.querySelector<HTMLIFrameElement>("iframe[data-bookmark]");
const place = article ?? frame;
// The token as it is now: who signs in anew in another window gets another.
const signedIn: Credentials = { get csrf() { return csrfToken(); } }; // prettier-ignore

if (place) {
  const surface = article ? new LocalSurface(article) : frame ? new FrameSurface(frame) : null;
  if (surface) begin(place, surface);
}

function begin(words: HTMLElement, surface: LocalSurface | FrameSurface): void {
  const leaf = article?.closest<HTMLElement>(".leaf") ?? null;
  // What the server set below or beside the text stays for print; on the screen the annotator's notes take its place.
  if (leaf) leaf.dataset["annotated"] = "";
  const options = optionsOf(words.dataset, location);
  const client = createClient({ base: "", as: options.login === "" ? null : signedIn, language: options.language });
  const annotator = createAnnotator(surface, pageHost(client, { bookmark: Number(words.dataset["bookmark"]) }), {
    ...options,
    keys: areOn,
    switchKeys,
    margin: () => (leaf ? besideLeaf(leaf) : null),
    beside: article !== null,
  });
  const follow = () => {
    const id = /^#a(\d+)$/.exec(location.hash)?.[1];
    if (id !== undefined) annotator.reveal(Number(id));
  };
  addEventListener("hashchange", follow);
  follow();
}
