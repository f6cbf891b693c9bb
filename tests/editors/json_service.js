// Answers what VS Code's JSON service says about texts: reads {schema, texts, places} from standard input, and writes
// the diagnostics of each text, and the hover and the completions at each place ({text, offset}).
const { getLanguageService, TextDocument, ClientCapabilities } = require("vscode-json-languageservice");

const { schema, texts, places } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const service = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
service.configure({ validate: true, schemas: [{ uri: "schema://manifest", fileMatch: ["*.json"], schema }] });

function opened(text) {
  const document = TextDocument.create("file:///job.json", "json", 0, text);
  return [document, service.parseJSONDocument(document)];
}

async function at({ text, offset }) {
  const [document, parsed] = opened(text);
  const position = document.positionAt(offset);
  const hover = await service.doHover(document, position, parsed);
  const completions = await service.doComplete(document, position, parsed);
  return { hover, items: completions.items };
}

async function answers() {
  const diagnostics = await Promise.all(texts.map((text) => service.doValidation(...opened(text))));
  return { diagnostics, places: await Promise.all(places.map(at)) };
}

answers().then((answer) => process.stdout.write(JSON.stringify(answer)));
