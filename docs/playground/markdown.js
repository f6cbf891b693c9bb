// Markdown as ircompile writes it: paragraphs, lists, rules, code, bold and links. Nothing in it becomes markup of its own.

import { element } from "./dom.js";

const SPAN = /(?<ticks>`+)(?<code>.+?)\k<ticks>(?!`)|\*\*(?<bold>.+?)\*\*|\[(?<title>(?:`[^`]*`|[^\]])*)\]\((?<url>https:[^\s)]*)\)|\\(?<escaped>[!-/:-@[-`{-~])/gs;

/** Returns the elements for a text. */
export function markdown(text) {
  return text.trim().split(/\n{2,}/).map(block);
}

function block(text) {
  if (/^-{3,}$/.test(text)) return element("hr");
  if (!text.startsWith("- ")) return element("p", {}, ...spans(text));
  const items = text.split(/\n(?= *- )/).map((item) => /^( *)- (.*)$/s.exec(item));
  return element("ul", {}, ...items.map(([, margin, item]) => element("li", { class: margin && "inner" }, ...spans(item))));
}

function spans(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    parts.push(text.slice(end, match.index), span(match.groups));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

/** Returns the parts of a message, in which names and values are in backquotes. */
export function message(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

function span({ code, bold, title, url, escaped }) {
  if (code !== undefined) return element("code", {}, code);
  if (bold !== undefined) return element("strong", {}, ...spans(bold));
  if (url !== undefined) return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...spans(title));
  return escaped;
}
