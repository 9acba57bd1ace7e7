/** The annotator on a live page: what one said there, and what one's groups said. */
import { createAnnotator, type Annotator } from "../annotator/annotator";
import type { Host, Store } from "../annotator/host";
import { LocalSurface } from "../surface/local";
import { tell } from "./messages";

const store: Store = {
  read: async (prefix) => new Map(Object.entries(await tell("keptRead", prefix))),
  write: async (name, value) => {
    await tell("keptWrite", { name, value });
  },
  drop: async (name) => {
    await tell("keptDrop", name);
  },
};

const SECONDS = { seen: 4, unseen: 60 };

const host: Host = {
  me: async () => await tell("me", null),
  list: async () => await tell("list", null),
  say: async (draft) => await tell("say", draft),
  change: async (id, change, seen) => await tell("change", { id, change, seen }),
  remove: async (id) => await tell("remove", id),
  restore: async (id) => await tell("restore", id),
  preview: async (body) => await tell("preview", body),
  watch: (changed) => {
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const told = await host.list();
      if (told.ok) changed(told.value);
      timer = setTimeout(() => void look(), 1000 * (document.hidden ? SECONDS.unseen : SECONDS.seen));
    };
    void look();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** One a page, however often the button is pressed: the second press closes it. */
const HERE = Symbol.for("florilegium-annotator");
type Place = typeof globalThis & { [HERE]?: Annotator | undefined };

export async function toggle(place: Place): Promise<void> {
  if (place[HERE]) {
    place[HERE].close();
    place[HERE] = undefined;
    return;
  }
  await open(place);
}

export async function open(place: Place): Promise<void> {
  const { keys } = await tell("settings", null);
  if (place[HERE]) return; // opened by another while we asked
  const address = location.href.replace(/#.*$/, "");
  place[HERE] = createAnnotator(new LocalSurface(document.body), host, {
    language: chrome.i18n.getUILanguage(),
    page: address,
    store,
    address,
    signIn: chrome.runtime.getURL("options.html"),
    library: "",
    login: undefined,
    alone: false,
    keys: () => keys,
    margin: () => null,
    beside: false,
    stood: () => null,
    shadow: "closed",
  });
}
