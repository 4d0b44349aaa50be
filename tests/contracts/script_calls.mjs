// Lists the calls of test runners that Babel's parser finds in all scripts below the folders.
//
//     node script_calls.mjs FOLDER_WITH_NODE_MODULES FOLDER...
//
// A line `F path` begins a file that parses; then a line a call in source order: `C line kind
// title`, where the title is JSON, or `?` where it is computed.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [modules, ...folders] = process.argv.slice(2);
const { parse } = createRequire(path.resolve(modules, 'x.js'))('@babel/parser');
const groups = new Set(['describe', 'suite', 'fdescribe', 'xdescribe']);
const tests = new Set(['it', 'test', 'specify', 'fit', 'xit', 'xtest']);
const chain = new Set(['only', 'skip', 'todo', 'concurrent', 'sequential', 'fails', 'failing', 'each',
  'for', 'runIf', 'skipIf', 'shuffle']);
const makers = new Set(['each', 'for', 'runIf', 'skipIf']);

// The runner's function that an expression calls, and whether it needs one call more.
function base(node) {
  if (node.type === 'Identifier') {
    return groups.has(node.name) ? { kind: 'group' } : tests.has(node.name) ? { kind: 'test' } : null;
  }
  if (node.type === 'TSInstantiationExpression') return base(node.expression);
  if (node.type === 'MemberExpression' && !node.computed && chain.has(node.property.name)) {
    const inner = base(node.object);
    if (!inner || inner.open) return null;
    const maker = makers.has(node.property.name);
    const each = node.property.name === 'each' || node.property.name === 'for';
    return { kind: inner.kind, each: inner.each || each, open: maker };
  }
  if (node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression') {
    const inner = base(node.callee ?? node.tag);
    return inner && inner.open ? { ...inner, open: false } : null;
  }
  return null;
}

function text(node) {
  if (!node) return null;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0].value.cooked;
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [text(node.left), text(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}

function line(node) {
  while (node.type !== 'Identifier') node = node.callee ?? node.tag ?? node.object ?? node.expression;
  return node.loc.start;
}

function walk(node, found) {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, found));
  if (!node || typeof node.type !== 'string') return;
  if (node.type === 'CallExpression') {
    const call = base(node.callee);
    if (call && !call.open) {
      const title = text(node.arguments[0]);
      const start = line(node.callee);
      found.push({ start, line: `C ${start.line} ${call.kind} ${title === null ? '?' : JSON.stringify(title)}` });
    }
  }
  for (const key of Object.keys(node)) {
    if (key !== 'loc' && key !== 'extra' && !key.endsWith('omments')) walk(node[key], found);
  }
}

function visit(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) visit(name);
    if (!entry.isFile() || !/\.([cm]?[jt]sx?)$/.test(name) || /\.d\.[cm]?ts$/.test(name)) continue;
    const source = fs.readFileSync(name, 'utf8');
    if (source.length > 2000000) continue;
    const typed = /\.[cm]?tsx?$/.test(name);
    const plugins = [...(typed ? ['typescript', 'decorators'] : ['flow']), ...(/\.[cm]?ts$/.test(name) ? [] : ['jsx'])];
    let tree;
    try {
      tree = parse(source, { sourceType: 'unambiguous', allowReturnOutsideFunction: true, plugins });
    } catch {
      continue;
    }
    const found = [];
    walk(tree.program, found);
    found.sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column);
    process.stdout.write([`F ${name}`, ...found.map((one) => one.line)].join('\n') + '\n');
  }
}
folders.forEach(visit);
