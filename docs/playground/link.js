// Links that hold a text: `#language=data`, where data is the text in UTF-8, deflated, in URL-safe Base64.
// The part of an address after `#` is not sent to any server.

const PREFIX = "text";
const LONGEST_LINK = 32_000; // characters of an address that chats, mails and browsers keep whole
const LONGEST_TEXT = 1 << 20; // bytes that a link may unfold to

/** Returns the fragment for a text and a language, or throws a RangeError if it is too long to be passed on. */
export async function fragmentOf(text, language) {
  const bytes = new Blob([text]);
  if (bytes.size > LONGEST_TEXT) throw new RangeError("A link holds at most 1 MiB of text.");
  const packed = bytes.stream().pipeThrough(new CompressionStream("deflate-raw"));
  const data = new Uint8Array(await new Response(packed).arrayBuffer());
  const fragment = `#${language || PREFIX}=${toBase64(data)}`;
  if (location.href.length - location.hash.length + fragment.length > LONGEST_LINK) {
    const limit = LONGEST_LINK.toLocaleString("en");
    throw new RangeError(`The link would have ${fragment.length.toLocaleString("en")} characters; ${limit} are the most.`);
  }
  return fragment;
}

/** Returns the text and the language of a fragment, null if there is none, or throws an error if it is damaged. */
export async function readFragment(fragment) {
  const [, language, data] = /^#([a-z]+)=(.*)$/s.exec(fragment) ?? [];
  if (language === undefined) return null;
  if (data.length > LONGEST_LINK) throw new RangeError(`it has more than ${LONGEST_LINK.toLocaleString("en")} characters`);
  const stream = new Blob([fromBase64(data)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return { language: language === PREFIX ? "" : language, text: await readBounded(stream) };
}

/** Returns the text of a stream, which is given up once it is too long: a short link may unfold to many megabytes. */
async function readBounded(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "", size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LONGEST_TEXT) {
      reader.cancel();
      throw new RangeError("it holds more than 1 MiB of text");
    }
    text += decoder.decode(value, { stream: true });
  }
}

function toBase64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
