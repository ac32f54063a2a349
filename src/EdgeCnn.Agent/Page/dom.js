// What all parts of the page use. Text enters the document through textContent only.

/** A picture up to this size is enlarged with sharp pixels. */
export const SMALL_PIXELS = 128;

export const byId = id => document.getElementById(id);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function add(parent, tag, className = "", text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

export function percent(probability) {
  return `${(100 * probability).toFixed(1)} %`;
}

export function duration(us) {
  if (us < 1000) return `${us < 10 ? us.toFixed(1) : Math.round(us)} µs`;
  return us < 100_000 ? `${(us / 1000).toFixed(us < 10_000 ? 2 : 1)} ms` : `${Math.round(us / 1000)} ms`;
}

export function span(seconds) {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${Math.round(seconds / 86_400)} days`;
}

export function count(number) {
  return number.toLocaleString("en");
}

/** Makes a canvas as sharp as the screen and empty; gives its context and its size in CSS pixels. */
export function blank(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return { context, width, height };
}

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
