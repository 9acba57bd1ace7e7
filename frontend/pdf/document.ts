/** A PDF, opened for drawing and nothing else: no script of its own, no form, no link, nothing from anywhere but here. */
import { getDocument, GlobalWorkerOptions, version } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

export type Trouble = "locked" | "broken" | "offline";
export type Opened = { ok: true; pdf: PDFDocumentProxy } | { ok: false; trouble: Trouble };

/** Pixels of one picture in it; a larger one is left out. */
const LARGEST_PICTURE = 64_000_000;

/** Where the build put what pdf.js asks for. */
const FILES = new URL(/* @vite-ignore */ `pdf/${version}/`, import.meta.url).href;

export async function openDocument(address: string): Promise<Opened> {
  GlobalWorkerOptions.workerSrc = `${FILES}pdf.worker.mjs`;
  const data = await fetched(address);
  if (!data) return { ok: false, trouble: "offline" };
  try {
    const task = getDocument({
      data,
      isEvalSupported: false,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: LARGEST_PICTURE,
      cMapUrl: `${FILES}cmaps/`,
      standardFontDataUrl: `${FILES}standard_fonts/`,
      wasmUrl: `${FILES}wasm/`,
      iccUrl: `${FILES}iccs/`,
      useWorkerFetch: true,
      useSystemFonts: false,
      verbosity: 0,
    });
    // Nobody is asked for a password, which would be typed into a page of ours.
    return { ok: true, pdf: await task.promise };
  } catch (error) {
    return { ok: false, trouble: isLocked(error) ? "locked" : "broken" };
  }
}

async function fetched(address: string): Promise<Uint8Array | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.name === "PasswordException";
}
