// Evaluates expressions of workflows with GitHub's own evaluator. Reads JSON lines { text, isCondition, contexts, succeeded } and answers each with a line
// { value } or { error }. A text may hold several ${{ }}; a condition is one expression, to which success() is added as a runner adds it.
import { createInterface } from "node:readline";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { ensureStatusFunction } from "@actions/workflow-parser/model/converter/if-condition";

function value(json) {
  if (json === null || json === undefined) return new data.Null();
  if (typeof json === "string") return new data.StringData(json);
  if (typeof json === "number") return new data.NumberData(json);
  if (typeof json === "boolean") return new data.BooleanData(json);
  if (Array.isArray(json)) return new data.Array(...json.map(value));
  return new data.Dictionary(...Object.entries(json).map(([key, v]) => ({ key, value: value(v) })));
}

function evaluate(expression, contexts, succeeded) {
  const status = { success: succeeded, failure: !succeeded, always: true, cancelled: false };
  const functions = Object.entries(status).map(([name, is]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(is) }));
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  return new Evaluator(parsed, value(contexts), new Map(functions.map((f) => [f.name, f]))).evaluate();
}

const truthy = (result) => !(result instanceof data.Null || result.coerceString() === "" || result.coerceString() === "false" || result.coerceString() === "0");

for await (const line of createInterface({ input: process.stdin })) {
  const { text, isCondition, contexts, succeeded } = JSON.parse(line);
  try {
    const bare = text.trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
    const answer = isCondition
      ? String(truthy(evaluate(ensureStatusFunction(bare, undefined), contexts, succeeded)))
      : text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression.trim(), contexts, succeeded).coerceString());
    console.log(JSON.stringify({ value: answer }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.message) }));
  }
}
