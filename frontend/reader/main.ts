/** The pages on which one annotates: the article as the reader sets it, and the frozen copy in its frame. */
import { FrameSurface } from "../surface/frame";
import { LocalSurface } from "../surface/local";
import { annotate } from "./annotate";

const article = document.querySelector<HTMLElement>("article[data-root][data-bookmark]");
const frame = document.querySelector<HTMLIFrameElement>("iframe[data-bookmark]");
if (article) annotate(article, new LocalSurface(article));
else if (frame) annotate(frame, new FrameSurface(frame));
