/** Copy a text; false if the browser does not allow it. Its clipboard is missing where a site is served without TLS. */
export async function copyText(text: string, root: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text, root);
  }
}

function copyByCommand(text: string, root: Node): boolean {
  const field = document.createElement("textarea");
  field.className = "hidden";
  field.value = text;
  root.appendChild(field);
  field.select();
  // Deprecated, and the only way where there is no clipboard.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}
