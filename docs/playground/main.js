// The page: what is typed is checked by Python in a worker, and what it answers is shown.

import { byId, element } from "./dom.js";
import { Editor } from "./editor.js";
import examples from "./examples.json";
import { showFailure, showFindings, summary } from "./findings.js";
import { help } from "./help.js";
import { fragmentOf, readFragment } from "./link.js";
import { showOutputs } from "./outputs.js";
import { newest, Python } from "./python.js";
import { shorthandBox } from "./shorthand.js";
import { makeTabs } from "./tabs.js";

const status = byId("status");
const language = byId("language");
const picker = byId("examples");

const results = byId("results");

function tell(text, kind = "ready") {
  status.textContent = text;
  status.className = kind;
}

const python = new Python(tell);
const editor = new Editor(byId("editor"), {
  onChange: () => check(),
  extensions: help((question) => python.ask({ ...question, language: language.value })),
});

const update = newest(
  (text, chosen) => python.ask({ ask: "check", text, language: chosen }),
  (answer, text, chosen) => {
    if (text !== editor.text || chosen !== language.value) return; // an older text, whose offsets are of no use now
    editor.setLanguage(answer.language);
    editor.mark(answer.findings, fix);
    showFindings(answer, { fixAll, fix, reveal: (start, end) => editor.reveal(start, end) });
    showOutputs(answer);
    results.ariaBusy = "false";
    tell(answer.problem || summary(answer.findings));
  },
  (error) => {
    const why = `The text could not be checked: ${error.message}.`;
    results.ariaBusy = "false";
    editor.mark([]);
    showFailure(why);
    showOutputs({ jobs: [], findings: [] });
    tell(why, "broken");
  },
);

function check() {
  results.ariaBusy = "true";
  update(editor.text, language.value);
}

function fix({ title, edits }) {
  editor.edit(edits);
  tell(`Fixed: ${title}.`);
}

async function fixAll() {
  const before = editor.text;
  try {
    const { text } = await python.ask({ ask: "fix", text: before, language: language.value });
    if (before === editor.text) editor.text = text;
  } catch (error) {
    tell(`The text could not be fixed: ${error.message}.`, "broken");
  }
}

async function share() {
  try {
    history.replaceState(null, "", await fragmentOf(editor.text, language.value));
  } catch (error) {
    tell(error.message, "broken");
    return;
  }
  try {
    await navigator.clipboard.writeText(location.href);
    tell("The link is copied. It holds the text itself; no server keeps it.");
  } catch {
    tell("The link is in the address bar. It holds the text itself; no server keeps it.");
  }
}

/** Shows the text of the address; false if it has none. */
async function restore() {
  try {
    const shared = await readFragment(location.hash);
    if (!shared) return false;
    language.value = shared.language;
    if (language.selectedIndex < 0) language.value = "";
    editor.text = shared.text;
    return true;
  } catch (error) {
    const why = error instanceof RangeError ? error.message : "it is damaged";
    tell(`The text in the link can't be read: ${why}.`, "broken");
    return false;
  }
}

function choose(name) {
  language.value = "";
  editor.text = examples.find((it) => it.name === name).text;
}

makeTabs(document.querySelector("[role=tablist]"));
picker.append(...examples.map(({ name }) => element("option", { value: name }, name)));
picker.addEventListener("change", () => choose(picker.value));
language.addEventListener("change", check);
byId("share").addEventListener("click", share);
addEventListener("hashchange", restore);
if (!(await restore())) choose(examples[0].name);
shorthandBox(python);
