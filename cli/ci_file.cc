#include "cli/ci_file.h"

#include "domains/inline_text.h"

namespace testfed {
namespace {

constexpr std::string_view kLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

// <TESTFED>, <BRANCHES>: what is put in.
constexpr std::string_view kGithub =
    R"yaml(# Written by `testfed init --ci github`; from here on yours. A change runs what it needs tested:
# plan -> test, one job a leg -> testfed, the gate. Require the check `testfed` and no other: the
# names of the jobs under `test` come and go, and a job that is skipped counts as green.
name: tests
on:
  pull_request:
  merge_group: # without it a merge queue waits for ever
<PUSH>  schedule:
    - cron: "0 3 * * *"
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: tests-${{ github.event_name }}-${{ github.event.pull_request.number || github.sha }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}

defaults:
  run:
    shell: bash # in a container the default is sh

jobs:
  plan:
    runs-on: ubuntu-latest
    container: debian:12 # testfed is built here; the other jobs get it with the plan
    timeout-minutes: 30
    outputs:
      # Short, and apart from the matrix: GitHub empties an output that looks like a secret, and the
      # gate must tell that from "nothing to run".
      has_jobs: ${{ steps.plan.outputs.has_jobs }}
      matrix: ${{ steps.plan.outputs.matrix }}
    steps:
      - name: Install git
        run: |
          apt-get update -qq
          apt-get install -qq -y --no-install-recommends ca-certificates git
      - uses: actions/checkout@v4
        with: {fetch-depth: 0, persist-credentials: false}
      - uses: <TESTFED>
      - name: Select
        id: plan
        env:
          TESTFED_FULL: ${{ vars.TESTFED_FULL }} # a variable of the repository: the switch for a bad day
        run: |
          mkdir testfed-plan
          cp "$(command -v testfed)" testfed-plan/
          testfed select --no-base full --out testfed-plan/plan.json
          testfed show testfed-plan/plan.json --format github >> "$GITHUB_OUTPUT"
          testfed show testfed-plan/plan.json --format markdown >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        with: {name: testfed-plan, path: testfed-plan, if-no-files-found: error, overwrite: true}

  test:
    needs: plan
    if: needs.plan.outputs.has_jobs == 'true'
    name: ${{ matrix.name }}
    # A suite's `ci` in domains.yaml says what its jobs need; an axis `runs-on` names machines, too.
    runs-on: ${{ matrix.runs-on || matrix.ci.runs-on || 'ubuntu-latest' }}
    container: ${{ matrix.ci.container || '' }}
    services: ${{ matrix.ci.services || fromJSON('{}') }}
    env: ${{ matrix.ci.env || fromJSON('{}') }}
    timeout-minutes: ${{ matrix.ci.timeout-minutes || 60 }}
    strategy:
      fail-fast: false
      matrix: ${{ fromJSON(needs.plan.outputs.matrix) }}
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      # Here: the tool chains that your suites need.
      - uses: actions/download-artifact@v4
        with: {name: testfed-plan, path: testfed-plan}
      - name: Run
        env:
          JOB: ${{ matrix.id }}
        run: |
          chmod +x testfed-plan/testfed # artifacts lose it
          git config --global --add safe.directory "$GITHUB_WORKSPACE"
          testfed-plan/testfed run --plan testfed-plan/plan.json --receipts receipts "$JOB"
      - if: always()
        uses: actions/upload-artifact@v4
        with: {name: "receipt-${{ matrix.id }}", path: receipts, overwrite: true}

  gate:
    name: testfed # the one required check
    if: always() # without it, a job that failed would skip the gate, and skipped counts as green
    needs: [plan, test]
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/download-artifact@v4
        with: {name: testfed-plan, path: testfed-plan}
      - uses: actions/download-artifact@v4
        with: {pattern: "receipt-*", path: receipts}
      - name: Every planned job ran and passed
        env:
          PLAN: ${{ needs.plan.result }}
          TEST: ${{ needs.test.result }}
        run: |
          chmod +x testfed-plan/testfed
          gate() {
            testfed-plan/testfed gate testfed-plan/plan.json --receipts receipts \
              --result "plan=$PLAN" --result "test=$TEST" "$@"
          }
          gate --format markdown >> "$GITHUB_STEP_SUMMARY" || true # for people
          gate --format github
)yaml";

constexpr std::string_view kGitlab =
    R"yaml(# Written by `testfed init --ci gitlab`; from here on yours. A change runs what it needs tested:
# `plan` writes a child pipeline, `test` starts it, and its last job, `testfed`, is the gate. In the
# settings of the project, under merge requests: pipelines must succeed, and skipped ones do not.
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    - if: $CI_PIPELINE_SOURCE == "schedule"

stages: [plan, test]

variables:
  TESTFED_SOURCE: <URL>
  TESTFED_REF: <REF>
  TESTFED_BINARY: "" # a testfed of the image or the machine; then none is built

plan:
  stage: plan
  image: debian:12 # testfed is built here, and kept in the cache; the other jobs get it with the plan
  variables:
    GIT_DEPTH: 0 # the merge base must be there
  cache:
    key: testfed-$TESTFED_REF
    paths: [.testfed/cache/]
  script:
    - mkdir -p .testfed/cache
    - |
      if [ -n "$TESTFED_BINARY" ]; then
        cp "$TESTFED_BINARY" .testfed/testfed
      else
        if [ ! -x .testfed/cache/testfed ]; then
          apt-get update -qq
          apt-get install -qq -y --no-install-recommends ca-certificates git
          git clone --quiet "$TESTFED_SOURCE" .testfed/source
          git -C .testfed/source checkout --quiet "$TESTFED_REF"
          .testfed/source/dev build
          cp .testfed/source/build/release/bin/testfed .testfed/cache/
        fi
        cp .testfed/cache/testfed .testfed/
      fi
    - .testfed/testfed select --no-base full --out plan.json
    - .testfed/testfed show plan.json --format gitlab > testfed-child.yml
  artifacts:
    paths: [plan.json, testfed-child.yml, .testfed/testfed]

test:
  stage: test
  variables:
    PARENT_PIPELINE_ID: $CI_PIPELINE_ID
    TESTFED: .testfed/testfed
    # TESTFED_IMAGE: of the gate; debian:12, or newer, or another one with as new a C library
  trigger:
    include:
      - artifact: testfed-child.yml
        job: plan
    strategy: depend
)yaml";

std::string Replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result(text);
  for (size_t at = 0; (at = result.find(what, at)) != std::string::npos; at += by.size()) {
    result.replace(at, what.size(), by);
  }
  return result;
}

// Only what is itself in YAML and in GitHub's patterns, for any reader.
bool IsPlain(std::string_view text, std::string_view more) {
  std::string allowed(kLetters);
  allowed += more;
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos &&
         kLetters.find(text.front()) != std::string_view::npos;
}

absl::Status NoSource(const std::string& source, const std::string& form, const std::string& copy) {
  return Error("`--testfed " + InlineText(source) + "` is not of the form " + form,
               "a repository and a tag or, best, a commit of it", "--testfed " + copy);
}

// At the last `@`: what is before, and what is behind it.
std::pair<std::string, std::string> Split(const std::string& source) {
  const size_t at = source.rfind('@');
  if (at == std::string::npos) return {source, ""};
  return {source.substr(0, at), source.substr(at + 1)};
}

absl::StatusOr<CiFile> GithubFile(const std::string& source, const std::string& branch) {
  const auto [repository, ref] =
      Split(source.empty() ? "testfed/testfed@v" TESTFED_VERSION : source);
  const size_t slash = repository.find('/');
  if (slash == std::string::npos || repository.find('/', slash + 1) != std::string::npos ||
      !IsPlain(repository.substr(0, slash), "-") || !IsPlain(repository.substr(slash + 1), "-_.") ||
      !IsPlain(ref, "-_./")) {
    return NoSource(source, "OWNER/NAME@REF", "testfed/testfed@v" TESTFED_VERSION);
  }
  const std::string push =
      IsPlain(branch, "-_./") ? "  push:\n    branches: [" + branch + "]\n" : "";
  return CiFile{
      .path = ".github/workflows/testfed.yml",
      .text = Replaced(Replaced(kGithub, "<PUSH>", push), "<TESTFED>", repository + "@" + ref),
      .shape = "plan -> test (matrix) -> testfed (gate)",
      .next =
          "add the tool chains of your suites under `test`, and make `testfed` the "
          "one required check"};
}

absl::StatusOr<CiFile> GitlabFile(const std::string& source) {
  const std::string own = "https://github.com/testfed/testfed.git@v" TESTFED_VERSION;
  const auto [url, ref] = Split(source.empty() ? own : source);
  constexpr std::string_view kScheme = "https://";
  if (!url.starts_with(kScheme) || !IsPlain(url.substr(kScheme.size()), "-_./:~") ||
      !IsPlain(ref, "-_./")) {
    return NoSource(source, "https://HOST/PATH@REF", own);
  }
  return CiFile{.path = ".gitlab-ci.yml",
                .text = Replaced(Replaced(kGitlab, "<URL>", url), "<REF>", ref),
                .shape = "plan -> child pipeline: tests, then testfed (gate)",
                .next =
                    "in the project's settings for merge requests, let pipelines succeed before "
                    "a merge"};
}

}  // namespace

absl::StatusOr<CiFile> CiFileFor(std::string_view ci, const std::string& source,
                                 const std::string& branch) {
  return ci == "github" ? GithubFile(source, branch) : GitlabFile(source);
}

}  // namespace testfed
