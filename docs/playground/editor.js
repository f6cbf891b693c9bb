// The editor. It lives in a shadow root, so that its styles are constructed and the page's policy need not allow inline ones.

import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { look } from "./look.js";
import { typing } from "./typing.js";

const LANGUAGES = { yaml, json, notebook: json };

export class Editor {
  /**
   * @param {HTMLElement} parent
   * @param {{onChange: (text: string) => void, extensions?: readonly any[]}} options
   */
  constructor(parent, { onChange, extensions = [] }) {
    const root = parent.attachShadow({ mode: "open" });
    this.language = new Compartment();
    this.extensions = [
      basicSetup,
      look,
      typing,
      lintGutter(),
      this.language.of(yaml()),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Manifest", spellcheck: "false" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(this.text);
      }),
      ...extensions,
    ];
    this.view = new EditorView({ root, parent: root, state: this.fresh("") });
  }

  fresh(doc) {
    return EditorState.create({ doc, extensions: this.extensions });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Replaces the text, as one step that can be undone. */
  set text(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  setLanguage(name) {
    if (this.shown === name) return;
    this.shown = name;
    const support = LANGUAGES[name];
    this.view.dispatch({ effects: this.language.reconfigure(support ? support() : []) });
  }

  /** Marks findings of the text as it is now. */
  mark(findings, apply) {
    const marks = findings.map((it) => ({
      from: it.start,
      to: it.end,
      severity: it.severity,
      source: it.rule,
      message: [it.message, it.help && `help: ${it.help}`].filter(Boolean).join("\n"),
      actions: it.fixes.slice(0, 3).map((fix) => ({ name: "Fix", apply: () => apply(fix) })),
    }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** Applies edits, whose offsets are those of the text as it is now. */
  edit(edits) {
    const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
    this.view.dispatch({ changes, userEvent: "input.fix" });
  }

  /** Selects a span, scrolls to it and moves the focus there. */
  reveal(start, end) {
    this.view.dispatch({ selection: { anchor: start, head: end }, effects: EditorView.scrollIntoView(start, { y: "center" }) });
    this.view.focus();
  }
}
