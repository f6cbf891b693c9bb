// What the editor shows about the place under the pointer, and what it offers while one types. Python knows both.

import { autocompletion, snippet } from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import { element } from "./dom.js";
import { markdown } from "./markdown.js";

/** Returns the extensions; `ask` asks Python about the text of the editor. */
export function help(ask) {
  const about = hoverTooltip(async (view, offset) => {
    const found = await answered(ask({ ask: "hover", text: view.state.doc.toString(), offset }));
    return found && { pos: found.start, end: found.end, create: () => ({ dom: explanation(found.markdown) }) };
  });

  async function complete({ state, pos }) {
    const found = await answered(ask({ ask: "complete", text: state.doc.toString(), offset: pos }));
    return found?.items.length ? { from: found.start, to: found.end, options: found.items.map(option) } : null;
  }

  return [about, autocompletion({ override: [complete], icons: false })];
}

function option({ label, detail, documentation, text, isSnippet }, index, items) {
  return {
    label,
    detail,
    boost: items.length - index, // the order of Python, which knows what is required
    info: documentation ? () => explanation(documentation) : undefined,
    apply: isSnippet ? (view, chosen, from, to) => insert(text, view, chosen, from, to) : text,
  };
}

function explanation(text) {
  return element("div", { class: "about" }, ...markdown(text));
}

/** Inserts a snippet, whose lines are indented already; the editor would add the indentation of the line. */
function insert(text, view, chosen, from, to) {
  const margin = /^ */.exec(view.state.doc.lineAt(from).text)[0];
  snippet(template(text.replaceAll(`\n${margin}`, "\n")))(view, chosen, from, to);
}

/** Returns a snippet of the Language Server Protocol as the editor writes snippets. */
function template(text) {
  const parts = /\\(.)|\$(\d+)|\$\{(\d+)(?:\|([^,|}]*)[^}]*|:([^}]*))?\}|([{}])/g;
  return text.replace(parts, (_, plain, number, other, choice, value, brace) => {
    if (plain ?? brace) return (plain ?? brace).replace(/[{}]/, "\\$&");
    return (number ?? other) === "0" ? "${}" : `\${${number ?? other}:${choice ?? value ?? ""}}`;
  });
}

/** Returns an answer, or null if there is none: nobody waits for help that Python can't give. */
async function answered(promise) {
  try {
    return await promise;
  } catch {
    return null;
  }
}
