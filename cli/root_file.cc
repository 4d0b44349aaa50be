#include "cli/root_file.h"

#include <algorithm>
#include <cstdlib>

#include "domains/pattern.h"

namespace testfed {
namespace {

// In testfed's own pattern language (docs/patterns.md).
constexpr std::string_view kBuildFiles[] = {
    // Gradle, Maven, sbt, Ant
    "{settings,build}.gradle{,.kts}", "gradle.properties", "gradlew*", "pom.xml", "mvnw*",
    "build.sbt", "build.xml",
    // JavaScript and TypeScript
    "package.json", "{pnpm-workspace,pnpm-lock}.yaml", "package-lock.json", "npm-shrinkwrap.json",
    "{lerna,nx,turbo,rush,deno}.json*", "tsconfig*.json", ".npmrc", ".nvmrc", ".yarnrc*",
    "{babel,jest,vite,vitest,webpack,rollup,eslint}.config.*", ".babelrc*", ".swcrc",
    // Go, Rust
    "go.{mod,sum,work,work.sum}", "Cargo.{toml,lock}", "rust-toolchain*", "build.rs",
    // C and C++
    "CMakeLists.txt", "CMakePresets.json", "CMakeUserPresets.json", "*.cmake", "{,GNU}[Mm]akefile",
    "*.mk", "meson.build", "meson{.options,_options.txt}", "configure*", "conanfile.*",
    "vcpkg*.json", "xmake.lua",
    // Bazel, Buck
    "BUILD{,.bazel,.buck}", "WORKSPACE*", "MODULE.bazel*", ".bazel{rc,version,ignore}",
    ".buckconfig", "BUCK",
    // Python
    "pyproject.toml", "setup.{py,cfg}", "requirements*.{txt,in}", "constraints*.txt", "tox.ini",
    "noxfile.py", "conftest.py", "pytest.ini", "Pipfile*", ".python-version",
    "environment.{yml,yaml}",
    // the rest
    "Gemfile*", "Rakefile", "composer.json", "mix.exs", "*.{sln,csproj,props,targets}",
    "global.json", "nuget.config", "NuGet.Config", "Package.{swift,resolved}", "Podfile*",
    "flake.nix", "{default,shell}.nix", "{Docker,Container}file*", "{docker-,}compose*.{yml,yaml}",
    "{J,j}ustfile", "Taskfile.{yml,yaml}", "Earthfile", ".tool-versions", ".sdkmanrc", "mise.toml",
    ".gitmodules",
    // what package managers pin
    "*.lock", "*.lock{b,file,.json,.hcl}", "*-lock.*"};

constexpr std::string_view kPipelineFiles[] = {".gitlab-ci.{yml,yaml}",
                                               "Jenkinsfile*",
                                               ".travis.yml",
                                               ".drone.yml",
                                               ".woodpecker.{yml,yaml}",
                                               "azure-pipelines*.{yml,yaml}",
                                               "bitbucket-pipelines.yml",
                                               "{.,}appveyor.yml",
                                               ".cirrus.{yml,star}",
                                               "cloudbuild*.{yml,yaml}",
                                               "buildspec*.{yml,yaml}"};

constexpr std::string_view kDocumentFiles[] = {
    "*.{md,markdown,rst,adoc}",
    "{README,LICENSE,LICENCE,COPYING,NOTICE,PATENTS,AUTHORS,CONTRIBUTORS,CONTRIBUTING,CHANGELOG}"
    "{,.txt}",
    "{CHANGES,HISTORY,NEWS,SECURITY,SUPPORT,MAINTAINERS,CODE_OF_CONDUCT,THANKS}{,.txt}",
    "{LICENSE,LICENCE,COPYING}-*",
    "CITATION.cff",
    "CODEOWNERS",
    ".gitignore",
    ".gitattributes",
    ".editorconfig",
    ".mailmap",
    ".git-blame-ignore-revs",
    ".dir-locals.el"};

constexpr std::string_view kDocumentNames[] = {"*.{md,markdown,rst,txt,adoc,png,svg,jpg,jpeg,gif}",
                                               "CODEOWNERS", "{README,LICENSE}"};

template <size_t kCount>
std::vector<Pattern> Parsed(const std::string_view (&texts)[kCount]) {
  std::vector<Pattern> patterns;
  for (std::string_view text : texts) {
    absl::StatusOr<Pattern> pattern = Pattern::Parse(text);
    if (!pattern.ok()) std::abort();  // a bug in the tables above, which tests go through
    patterns.push_back(*std::move(pattern));
  }
  return patterns;
}

bool AnyMatches(const std::vector<Pattern>& patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const Pattern& pattern) { return pattern.Match(name).has_value(); });
}

}  // namespace

RootFile RootFileOf(std::string_view name) {
  static const auto* const build = new std::vector<Pattern>(Parsed(kBuildFiles));
  static const auto* const pipeline = new std::vector<Pattern>(Parsed(kPipelineFiles));
  static const auto* const documents = new std::vector<Pattern>(Parsed(kDocumentFiles));
  if (AnyMatches(*build, name)) return RootFile::kBuild;
  if (AnyMatches(*pipeline, name)) return RootFile::kPipeline;
  if (AnyMatches(*documents, name)) return RootFile::kDocument;
  return RootFile::kOther;
}

std::string_view ReasonOf(RootFile kind) {
  switch (kind) {
    case RootFile::kBuild:
      return "the build definition";
    case RootFile::kPipeline:
      return "how tests are run";
    case RootFile::kDocument:
    case RootFile::kOther:
      break;
  }
  return "a file at the root that testfed does not know";
}

const std::vector<std::string>& PipelineFolders() {
  static const auto* const folders = new std::vector<std::string>{
      ".azure-pipelines", ".buildkite",        ".ci",        ".circleci",
      ".github/actions",  ".github/workflows", ".gitlab/ci", ".semaphore",
      ".teamcity",        ".tekton",           ".woodpecker"};
  return *folders;
}

bool IsDocumentFolder(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower == "docs" || lower == "doc" || lower == "documentation";
}

bool IsDocument(std::string_view name) {
  static const auto* const documents = new std::vector<Pattern>(Parsed(kDocumentNames));
  return AnyMatches(*documents, name);
}

}  // namespace testfed
