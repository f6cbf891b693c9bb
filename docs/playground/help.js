// What the editor shows about the place under the pointer, and what it offers while one types. Python knows both.

import { hoverTooltip } from "@codemirror/view";
import { element } from "./dom.js";
import { markdown } from "./markdown.js";

/** Returns the extensions; `ask` asks Python about the text of the editor. */
export function help(ask) {
  const about = hoverTooltip(async (view, offset) => {
    const found = await answered(ask({ ask: "hover", text: view.state.doc.toString(), offset }));
    if (!found) return null;
    const create = () => ({ dom: element("div", { class: "about" }, ...markdown(found.markdown)) });
    return { pos: found.start, end: found.end, create };
  });
  return [about];
}

/** Returns an answer, or null if there is none: nobody waits for help that Python can't give. */
async function answered(promise) {
  try {
    return await promise;
  } catch {
    return null;
  }
}
