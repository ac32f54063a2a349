// The last five minutes: which class was decided (a lane for each), and how long it took.
import { add, blank, byId, colour, duration, percent, setText } from "./dom.js";

const SECONDS = 300;
const MAX_LANES = 10;
const CHANGES = 8;

let labels = [];
let lanes = [];
let seconds = [];      // of the server, oldest first: { at, label, share, frames, meanUs, mostUs }
let lastSecond = 0;

const rows = Array.from({ length: CHANGES }, () => {
  const row = add(byId("changes"), "li");
  return { row, time: add(row, "span", "time"), label: add(row, "span", "class"), mark: add(row, "span", "mark"), share: add(row, "span", "share") };
});

/** A lane for each class; where there are too many, for those that occurred most, and one for the others. */
function chooseLanes() {
  if (labels.length <= MAX_LANES) return labels;
  const frames = new Map();
  for (const second of seconds) frames.set(second.label, (frames.get(second.label) ?? 0) + second.frames);
  const most = [...frames.keys()].sort((a, b) => frames.get(b) - frames.get(a)).slice(0, MAX_LANES - 1);
  return [...labels.filter(label => most.includes(label)), "others"];
}

function showLanes() {
  const chosen = chooseLanes();
  if (chosen.join("\n") === lanes.join("\n")) return;
  lanes = chosen;
  byId("lanes").replaceChildren();
  for (const lane of lanes) add(add(byId("lanes"), "li"), "span", "", lane).title = lane;
  byId("strip").style.setProperty("--lanes", lanes.length);
}

function drawStrip(now) {
  const { context, width, height } = blank(byId("strip"));
  const laneHeight = height / Math.max(1, lanes.length);
  const column = width / SECONDS;
  const thick = Math.min(16, laneHeight - 4);
  context.fillStyle = colour("--line");
  lanes.forEach((_, i) => context.fillRect(0, Math.round((i + 0.5) * laneHeight), width, 1));
  context.fillStyle = colour("--accent");
  for (const { at, label, share } of seconds) {
    const lane = lanes.includes(label) ? lanes.indexOf(label) : lanes.length - 1;
    context.globalAlpha = 0.25 + 0.75 * share;
    context.fillRect(width - (now - at) * column, (lane + 0.5) * laneHeight - thick / 2, Math.max(1.5, column + 0.3), thick);
  }
  context.globalAlpha = 1;
}

/** The largest latency, unless it is rare and far from the others: then it is drawn at the upper edge. */
function scale() {
  const sorted = seconds.map(second => second.mostUs).sort((a, b) => a - b);
  const usual = sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 1;
  return Math.max(1, Math.min(sorted.at(-1) ?? 1, 3 * usual));
}

function drawLatency(now) {
  const { context, width, height } = blank(byId("latency"));
  const column = width / SECONDS;
  const most = scale();
  const x = second => width - (now - second.at - 0.5) * column;
  const y = us => height - 1 - Math.min(1, us / most) * (height - 6);
  context.fillStyle = colour("--line");
  context.fillRect(0, height - 1, width, 1);
  context.fillStyle = colour("--accent");
  for (const second of seconds) context.fillRect(x(second) - column / 2, y(second.meanUs), Math.max(1.5, column + 0.3), height - 1 - y(second.meanUs));
  context.fillStyle = colour("--soft");
  for (const second of seconds) context.fillRect(x(second) - column / 2, y(second.mostUs), Math.max(1.5, column), 2);
  setText(byId("latency-most"), seconds.length ? duration(most) : "");
}

export function startHistory(hello) {
  if (labels.join("\n") !== hello.labels.join("\n")) lanes = [];
  labels = hello.labels.map(String);
  seconds = [];
  lastSecond = 0;
  showLanes();
}

export function addSeconds(decision) {
  if (decision.seconds.length === 0) return;
  seconds.push(...decision.seconds);
  const now = Math.floor(decision.now / 1000);
  seconds = seconds.filter(second => now - second.at <= SECONDS);
  if (now === lastSecond) return;
  lastSecond = now;
  redraw();
}

export function redraw() {
  showLanes();
  drawStrip(lastSecond);
  drawLatency(lastSecond);
}

/** The board's clock may be wrong, so times are reckoned back from this device's. */
export function showChanges({ changes, now }) {
  const newest = changes.slice(-CHANGES).reverse();
  rows.forEach(({ row, time, label, mark, share }, i) => {
    const change = newest[i];
    row.className = change ? (change.truth === null ? "" : change.truth === change.label ? "right" : "wrong") : "none";
    if (!change) return;
    setText(time, new Date(Date.now() - (now - change.at)).toLocaleTimeString("en-GB"));
    setText(label, change.label);
    label.title = change.label;
    setText(mark, change.truth === null ? (change.frames > 1 ? `${change.frames}×` : "") : change.truth === change.label ? "✓ right" : `✗ it is ${change.truth}`);
    setText(share, percent(change.probability));
  });
}

addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
