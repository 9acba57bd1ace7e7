/** Punycode (RFC 3492), as far as to tell whether a label stands for anything; some browsers let one through that does not. */

const BASE = 36;
const MOST = 0x7fffffff;

/** False for a label that begins `xn--` and is the punycode of nothing. */
export function decodes(label: string): boolean {
  return !label.startsWith("xn--") || isPunycode(label.slice(4));
}

function isPunycode(text: string): boolean {
  const [plain, coded] = parted(text);
  if (coded === "") return false;
  let [n, i, bias, length] = [128, 0, 72, plain.length];
  for (let at = 0; at < coded.length; ) {
    const before = i;
    for (let [weight, k] = [1, BASE]; ; k += BASE) {
      const digit = valueOf(coded.charAt(at++));
      if (digit < 0) return false;
      i += digit * weight;
      if (i > MOST) return false;
      const least = Math.min(26, Math.max(1, k - bias));
      if (digit < least) break;
      weight *= BASE - least;
    }
    length += 1;
    bias = adapted(i - before, length, before === 0);
    n += Math.floor(i / length);
    if (n < 0xa0 || n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return false;
    i = (i % length) + 1;
  }
  return true;
}

function parted(text: string): [string, string] {
  const hyphen = text.lastIndexOf("-");
  return hyphen > 0 ? [text.slice(0, hyphen), text.slice(hyphen + 1)] : ["", text];
}

function valueOf(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 48 && code <= 57 ? code - 22 : -1;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2);
  left += Math.floor(left / length);
  let k = 0;
  for (; left > 455; k += BASE) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}
