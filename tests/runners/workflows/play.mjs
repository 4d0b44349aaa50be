// play.mjs FILE: plays one run of a workflow here. FILE is JSON:
//   workflow    the file
//   repository  a folder with the repository; commit: what is checked out
//   event       {name, payload}
//   action      the folder with testfed's action.yml; binary: the testfed that it takes
//   vars, inputs, folder (for all that is written)
//   emptied     names of outputs of jobs that GitHub empties, since they look like secrets
// Expressions are GitHub's own (@actions/expressions); commands run in bash, with a folder for each
// job; of actions, those that the workflow uses are done here: checkout, cache, artifacts (which lose
// the right to execute), and testfed's own action step by step. Containers and services are not
// started. Prints JSON: the result, outputs and legs of each job, and its step summaries.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import YAML from "yaml";
import { filled, isTrue } from "./github.mjs";

const run = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const workflow = YAML.parse(fs.readFileSync(run.workflow, "utf8"));
const artifacts = path.join(run.folder, "artifacts");
const eventFile = path.join(run.folder, "event.json");
const programs = path.join(run.folder, "programs");
fs.mkdirSync(artifacts, { recursive: true });
fs.mkdirSync(programs);
fs.writeFileSync(eventFile, JSON.stringify(run.event.payload));
// What a workflow installs is here, or is not needed.
fs.writeFileSync(path.join(programs, "apt-get"), "#!/bin/sh\n", { mode: 0o755 });

const github = {
  event_name: run.event.name,
  event: run.event.payload,
  sha: run.commit,
  repository: "acme/shop",
};
const always = { github, vars: run.vars ?? {}, inputs: inputsOf(workflow, run.inputs ?? {}) };

function inputsOf(file, given) {
  const declared = file.on?.workflow_call?.inputs ?? {};
  const values = Object.entries(declared).map(([name, input]) => [name, input.default ?? ""]);
  return { ...Object.fromEntries(values), ...given };
}

function readPairs(file) {
  const pairs = {};
  const lines = fs.readFileSync(file, "utf8").split("\n");
  for (let i = 0; i < lines.length; ++i) {
    if (lines[i] === "") continue;
    const equals = lines[i].indexOf("=");
    if (equals < 0) throw new Error(`no output: ${lines[i]}`);
    pairs[lines[i].slice(0, equals)] = lines[i].slice(equals + 1);
  }
  return pairs;
}

// As an artifact: plain files.
function copyPlain(from, to) {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      copyPlain(source, target);
    } else {
      fs.copyFileSync(source, target);
      fs.chmodSync(target, 0o644);
    }
  }
}

// One machine: a workspace, an environment, and what its steps have said.
class Machine {
  constructor(name, env) {
    this.root = path.join(run.folder, "machines", name);
    this.workspace = path.join(this.root, "workspace");
    this.temporary = path.join(this.root, "temp");
    for (const folder of [this.workspace, this.temporary]) fs.mkdirSync(folder, { recursive: true });
    this.path = programs + ":" + process.env.PATH;
    this.env = env;
    this.log = "";
    this.summary = "";
  }

  bash(script, env) {
    const file = (name) => path.join(this.temporary, name);
    for (const name of ["output", "path", "summary"]) fs.writeFileSync(file(name), "");
    const result = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: this.workspace,
      encoding: "utf8",
      env: {
        PATH: this.path,
        HOME: this.root,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_EVENT_NAME: run.event.name,
        GITHUB_EVENT_PATH: eventFile,
        GITHUB_SHA: run.commit,
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_OUTPUT: file("output"),
        GITHUB_PATH: file("path"),
        GITHUB_STEP_SUMMARY: file("summary"),
        RUNNER_TEMP: this.temporary,
        ...this.env,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value ?? "")])),
      },
    });
    this.log += `$ ${script}\n${result.stdout}${result.stderr}`;
    for (const folder of fs.readFileSync(file("path"), "utf8").split("\n").filter(Boolean)) {
      this.path = folder + ":" + this.path;
    }
    this.summary += fs.readFileSync(file("summary"), "utf8");
    return { ok: result.status === 0, outputs: readPairs(file("output")) };
  }

  checkout(inputs) {
    if (inputs.repository) {
      fs.symlinkSync(run.action, path.join(this.workspace, inputs.path));
      return this.bash("true", {});
    }
    const depth = Number(inputs["fetch-depth"] ?? 1);
    return this.bash(
      `git init -q . && git fetch -q ${depth ? `--depth=${depth}` : ""} "file://$FROM" \
         "$GITHUB_SHA" '+refs/heads/*:refs/remotes/origin/*' && git checkout -q --detach "$GITHUB_SHA"`,
      { FROM: run.repository },
    );
  }

  upload(inputs) {
    const from = path.join(this.workspace, inputs.path);
    const to = path.join(artifacts, inputs.name);
    if (!fs.existsSync(from)) return { ok: inputs["if-no-files-found"] !== "error", outputs: {} };
    if (fs.existsSync(to) && inputs.overwrite !== true) return { ok: false, outputs: {} };
    fs.rmSync(to, { recursive: true, force: true });
    copyPlain(from, to);
    return { ok: true, outputs: {} };
  }

  download(inputs) {
    const to = path.join(this.workspace, inputs.path);
    if (inputs.name) {
      const from = path.join(artifacts, inputs.name);
      if (!fs.existsSync(from)) return { ok: false, outputs: {} };
      copyPlain(from, to);
      return { ok: true, outputs: {} };
    }
    const begin = inputs.pattern.replace(/\*$/, "");
    for (const name of fs.readdirSync(artifacts).filter((name) => name.startsWith(begin))) {
      copyPlain(path.join(artifacts, name), path.join(to, name));
    }
    return { ok: true, outputs: {} };
  }

  action(inputs) {
    const file = YAML.parse(fs.readFileSync(path.join(run.action, "action.yml"), "utf8"));
    const values = Object.entries(file.inputs).map(([name, input]) => [name, input.default ?? ""]);
    const contexts = {
      github,
      inputs: { ...Object.fromEntries(values), ...inputs, binary: run.binary },
    };
    const { ok, steps } = this.play(file.runs.steps, contexts, { GITHUB_ACTION_PATH: run.action });
    const outputs = Object.fromEntries(
      Object.entries(file.outputs).map(([name, { value }]) => [name, filled(value, { ...contexts, steps })]),
    );
    return { ok, outputs };
  }

  step(step, contexts, env) {
    const inputs = filled(step.with ?? {}, contexts);
    const variables = { ...env, ...filled(step.env ?? {}, contexts) };
    if (step.run !== undefined) return this.bash(filled(step.run, contexts), variables);
    const action = step.uses.replace(/@.*$/, "");
    if (action === "actions/checkout") return this.checkout(inputs);
    if (action === "actions/cache") return { ok: true, outputs: {} };
    if (action === "actions/upload-artifact") return this.upload(inputs);
    if (action === "actions/download-artifact") return this.download(inputs);
    if (action === "testfed/testfed" || action === "./testfed-source") return this.action(inputs);
    throw new Error(`an action that is not known here: ${step.uses}`);
  }

  play(list, contexts, env = {}) {
    const steps = {};
    const results = [];
    for (const step of list) {
      if (!isTrue(step.if, { ...contexts, steps }, results)) continue;
      const { ok, outputs } = this.step(step, { ...contexts, steps }, env);
      if (!ok) this.log += `FAILED: ${step.name ?? step.uses ?? step.run}\n`;
      results.push(ok ? "success" : "failure");
      if (step.id) steps[step.id] = { outputs };
    }
    return { ok: !results.includes("failure"), steps };
  }
}

const done = {};
const waiting = Object.keys(workflow.jobs);
while (waiting.length) {
  const name = waiting.find((job) => [workflow.jobs[job].needs ?? []].flat().every((need) => done[need]));
  waiting.splice(waiting.indexOf(name), 1);
  const job = workflow.jobs[name];
  const needed = [job.needs ?? []].flat();
  const needs = Object.fromEntries(
    needed.map((need) => [need, { result: done[need].result, outputs: done[need].outputs }]),
  );
  const before = needed.map((need) =>
    done[need].result === "success" ? "success" : "skipped-by-failure",
  );
  const contexts = { ...always, needs };
  if (!isTrue(job.if, contexts, before)) {
    done[name] = { result: "skipped", outputs: {}, legs: [] };
    continue;
  }
  const include = job.strategy ? filled(job.strategy.matrix, contexts).include : [{}];
  const legs = [];
  let outputs = {};
  include.forEach((matrix, index) => {
    const known = { ...contexts, matrix };
    const machine = new Machine(`${name}-${index}`, filled(job.env ?? {}, known));
    const { ok, steps } = machine.play(job.steps, known);
    outputs = filled(job.outputs ?? {}, { ...known, steps });
    for (const output of run.emptied ?? []) delete outputs[output];
    const parts = ["name", "runs-on", "container", "services", "env", "timeout-minutes"];
    legs.push({
      ...Object.fromEntries(parts.map((part) => [part, filled(job[part] ?? null, known)])),
      result: ok ? "success" : "failure",
      log: machine.log,
      summary: machine.summary,
    });
  });
  const failed = legs.some((leg) => leg.result === "failure");
  done[name] = { result: failed ? "failure" : "success", outputs, legs };
}
console.log(JSON.stringify(done, null, 1));
