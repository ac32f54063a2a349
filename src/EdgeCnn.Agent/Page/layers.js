// Times of the plan's steps: asked for once a second, and only while the panel is open.
import { add, byId, duration, setText } from "./dom.js";

const ASK_MS = 1000;
let rows = [];

function makeRows(layers) {
  byId("layer-rows").replaceChildren();
  rows = layers.map(layer => {
    const row = add(byId("layer-rows"), "tr");
    const name = add(row, "th", "", layer.name || layer.op);
    name.scope = "row";
    add(name, "small", "", `${layer.op} → ${layer.shape}`);
    add(row, "td", "kernel", layer.kernel);
    add(row, "td", "macs", layer.macs ? layer.macs.toLocaleString("en") : "–");
    const time = add(row, "td", "time", "–");
    const share = add(row, "td", "share");
    const fill = add(add(share, "span", "track"), "span", "fill");
    const text = add(share, "span", "number", "–");
    return { time, fill, text };
  });
}

function show({ layers }) {
  if (rows.length !== layers.length) makeRows(layers);
  const sum = layers.reduce((total, layer) => total + (layer.us ?? 0), 0);
  if (!sum) return;
  layers.forEach(({ us }, i) => {
    setText(rows[i].time, duration(us));
    setText(rows[i].text, `${Math.round((100 * us) / sum)} %`);
    rows[i].fill.style.transform = `translateX(${(100 * us) / sum - 100}%)`;
  });
  setText(byId("layers-note"), `${layers.length} steps, ${duration(sum)} together`);
}

let busy = false;

async function ask() {
  if (busy || !byId("layers").open || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch("layers");
    if (answer.ok) show(await answer.json());
  } catch {
    // The stream of events says that the connection is lost.
  }
  busy = false;
}

byId("layers").addEventListener("toggle", ask);
setInterval(ask, ASK_MS);
