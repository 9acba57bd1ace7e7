/** What may be done with something said, and what is told about it. */
import type { NoteActs } from "./note";
import type { Context } from "./context";
import { copyText } from "./copying";
import type { Said } from "./conversation";
import type { Views } from "./views";

export function noteActs(context: Context, views: Views): NoteActs {
  const { sender, options } = context;
  return {
    signIn: options.signIn,
    toggle: (id) => { views.toggle(id); },
    reply: (said) => void views.writing.replyTo(said),
    edit: (said) => { views.writing.edit(said); },
    retry: () => { sender.retry(); },
    discard: (said) => { if (said.wish) sender.discard(said.wish.key); },
    insist: (said) => {
      if (said.wish?.kind === "change" && said.theirs) sender.send({ ...said.wish, seen: said.theirs.etag });
    },
    recolor: ({ annotation }, color) => {
      const login = context.me?.person.login;
      if (login) sender.change(annotation, { color }, login);
    },
    remove: (said) => void remove(context, views, said),
    copyLink: (said) => void copyLink(context, views, said),
  }; // prettier-ignore
}

async function copyLink({ words, notify }: Context, views: Views, { annotation }: Said): Promise<void> {
  const address = new URL(annotation.link, location.href).href;
  notify((await copyText(address, views.panel.element)) ? words.linkCopied : words.notCopied);
}

async function remove(context: Context, views: Views, { annotation: { id } }: Said): Promise<void> {
  const { words, sender } = context;
  views.dismiss();
  const problem = await sender.remove(id);
  if (problem) {
    context.notify(problem.sentence);
    return;
  }
  const undo = async () => {
    const failed = await sender.restore(id);
    context.notify(failed ? failed.sentence : words.putBack);
  };
  context.notify(words.removed, [{ text: words.undo, press: () => void undo() }]);
}
