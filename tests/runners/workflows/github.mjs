// GitHub's own parser of workflows and its own evaluator of expressions, as one sees them here.
import fs from "node:fs";
import { register } from "node:module";

// The parser imports JSON without saying that it is JSON, which its bundler knows and node does not.
register(
  "data:text/javascript," +
    encodeURIComponent(`
      import fs from "node:fs";
      export async function load(url, context, next) {
        if (!url.endsWith(".json")) return next(url, context);
        const source = "export default " + fs.readFileSync(new URL(url), "utf8");
        return { format: "module", shortCircuit: true, source };
      }`),
);
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import(
  "@actions/workflow-parser"
);
const { parseAction } = await import("@actions/workflow-parser/actions/index");
const { Evaluator, Lexer, Parser, data } = await import("@actions/expressions");

// What GitHub says of the file: a list of sentences.
export async function errorsOf(file) {
  const content = fs.readFileSync(file, "utf8");
  const trace = new NoOperationTraceWriter();
  if (file.endsWith("action.yml")) {
    return parseAction({ name: file, content }, trace).context.errors.getErrors().map(String);
  }
  const errors = parseWorkflow({ name: file, content }, trace).context.errors.getErrors();
  // The second look, at what jobs mean. It does not know that `services` and `env` may be one
  // expression, as the first look, by the schema, does; and GitHub: actions/runner, issue 336.
  const plain = content.replace(/^( *(services|env):) \$\{\{.*\}\}$/gm, "$1 {}");
  const { context, value } = parseWorkflow({ name: file, content: plain }, trace);
  if (value) {
    await convertWorkflowTemplate(context, value, undefined, { fetchReusableWorkflowDepth: 0 });
  }
  return [...new Set([...errors, ...context.errors.getErrors()].map(String))];
}

// The results of the jobs or steps that come before.
function statusFunctions(results) {
  const failed = results.some((result) => result === "failure" || result === "skipped-by-failure");
  const status = (name, value) => [
    name,
    { name, minArgs: 0, maxArgs: 255, call: () => new data.BooleanData(value) },
  ];
  return new Map([
    status("always", true),
    status("cancelled", false),
    status("failure", failed),
    status("success", !failed),
  ]);
}

// The value of an expression without its `${{ }}`. `contexts` is plain JSON, by name.
export function evaluate(expression, contexts, results = []) {
  const functions = statusFunctions(results);
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), [...functions.values()]).parse();
  const dictionary = JSON.parse(JSON.stringify(contexts), data.reviver);
  const value = new Evaluator(tree, dictionary, functions).evaluate();
  return JSON.parse(JSON.stringify(value, data.replacer));
}

const whole = /^\$\{\{((?:[^}]|\}(?!\}))*)\}\}$/;

// `value` of a workflow with all its expressions replaced: one that stands alone by its value, one
// inside a text by its text.
export function filled(value, contexts, results = []) {
  if (Array.isArray(value)) return value.map((item) => filled(item, contexts, results));
  if (value && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, filled(item, contexts, results)]),
    );
  }
  if (typeof value !== "string") return value;
  const alone = whole.exec(value.trim());
  if (alone) return evaluate(alone[1], contexts, results);
  return value.replace(/\$\{\{((?:[^}]|\}(?!\}))*)\}\}/g, (_, inside) => {
    const result = evaluate(inside, contexts, results);
    return result === null ? "" : typeof result === "string" ? result : JSON.stringify(result);
  });
}

// An `if`, with or without `${{ }}`. Without a function of status it is only asked after success.
export function isTrue(condition, contexts, results) {
  if (condition === undefined) condition = "success()";
  const text = String(condition).trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
  const asks = /\b(always|cancelled|failure|success)\s*\(/.test(text);
  const full = asks ? text : `success() && (${text})`;
  return Boolean(evaluate(full, contexts, results));
}
