// Validates cards with ajv (draft-07) and reads YAML with the `yaml` package: oracles that this project did not write.
// usage: node validate.mjs SCHEMA FILE...; prints one JSON line a file.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parseDocument } from "yaml";

const [schemaFile, ...files] = process.argv.slice(2);
const ajv = new Ajv({ strict: true, strictTypes: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

function read(file) {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  if (file.endsWith(".json")) return JSON.parse(text);
  const document = parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true });
  if (document.errors.length > 0) throw document.errors[0];
  return document.toJS({ maxAliasCount: 100 });
}

for (const file of files) {
  try {
    const valid = validate(read(file));
    const errors = valid ? [] : validate.errors.map((e) => ({ path: e.instancePath, keyword: e.keyword, params: e.params }));
    console.log(JSON.stringify({ file, valid, errors }));
  } catch (error) {
    console.log(JSON.stringify({ file, valid: false, errors: [{ path: "", keyword: "unreadable", params: { message: String(error.message) } }] }));
  }
}
