// "Save this picture as …": the board holds the picture, this shows it, and it is stored under a label.
import { SMALL_PIXELS, add, byId, setText } from "./dom.js";

const OTHER = "";
const dialog = byId("save-dialog");
let held = 0;
let decided = "";

export function startSaving(hello) {
  byId("save").hidden = !hello.canSave;
  byId("save-label").replaceChildren();
  for (const label of hello.labels) add(byId("save-label"), "option", "", label).value = label;
  add(byId("save-label"), "option", "", "another name …").value = OTHER;
}

export function noteLabel(label) {
  decided = label;
}

async function post(path, body) {
  try {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { problem: "the board does not answer" };
  }
}

function chooseName() {
  byId("save-name").disabled = byId("save-label").value !== OTHER;
}

function ready(isReady) {
  byId("save-go").disabled = !isReady;
}

async function open() {
  setText(byId("save-result"), "");
  byId("save-picture").removeAttribute("src");
  byId("save-label").value = decided;
  byId("save-name").value = "";
  chooseName();
  ready(false);
  dialog.showModal();
  byId("save-label").focus();
  const answer = await post("hold", {});
  if (answer.problem) {
    setText(byId("save-result"), `Not held: ${answer.problem}.`);
    return;
  }
  held = answer.id;
  byId("save-picture").src = `held.png?id=${held}`;
  ready(true);
}

async function save() {
  const label = byId("save-label").value || byId("save-name").value.trim();
  if (!label) {
    setText(byId("save-result"), "Give it a name first.");
    byId("save-name").focus();
    return;
  }
  ready(false);
  const answer = await post("save", { id: held, label });
  if (answer.problem) {
    setText(byId("save-result"), `Not saved: ${answer.problem}.`);
    ready(true);
    return;
  }
  setText(byId("save-result"), `Saved as ${answer.saved}; ${answer.pictures} ${answer.pictures === 1 ? "picture" : "pictures"} there.`);
  byId("save-close").focus();
}

byId("save-picture").addEventListener("load", ({ target }) => target.classList.toggle("small", Math.max(target.naturalWidth, target.naturalHeight) <= SMALL_PIXELS));
byId("save").addEventListener("click", open);
byId("save-close").addEventListener("click", () => dialog.close());
byId("save-label").addEventListener("change", () => {
  chooseName();
  if (!byId("save-name").disabled) byId("save-name").focus();
});
byId("save-form").addEventListener("submit", event => {
  event.preventDefault();
  if (!byId("save-go").disabled) save();
});
