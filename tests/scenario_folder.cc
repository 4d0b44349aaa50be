#include "tests/scenario_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/run.h"
#include "cli/world.h"
#include "tests/cli/shell.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

constexpr int kFirstDate = 1767603600;  // 2026-01-05 09:00:00 UTC, seconds since 1970

std::string Quoted(const std::string& word) {
  std::string quoted = "'";
  for (char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

void ResetEnvironment(const std::string& home) {
  static const std::string path = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
  static const std::string temporary = fs::temp_directory_path().string();
  clearenv();
  const std::pair<const char*, std::string> variables[] = {
      {"PATH", path},
      {"TMPDIR", temporary},
      {"HOME", home},
      {"XDG_CONFIG_HOME", home},
      {"LC_ALL", "C"},
      {"TZ", "UTC"},
      {"GIT_CONFIG_GLOBAL", "/dev/null"},
      {"GIT_CONFIG_SYSTEM", "/dev/null"},
      {"GIT_CONFIG_NOSYSTEM", "1"},
      {"GIT_TERMINAL_PROMPT", "0"},
      {"GIT_AUTHOR_NAME", "Ada Lind"},
      {"GIT_AUTHOR_EMAIL", "ada@example.com"},
      {"GIT_COMMITTER_NAME", "Ada Lind"},
      {"GIT_COMMITTER_EMAIL", "ada@example.com"},
  };
  for (const auto& [name, value] : variables) setenv(name, value.c_str(), 1);
}

}  // namespace

ScenarioFolder::~ScenarioFolder() {
  std::error_code ignored;
  if (!root_.empty()) fs::remove_all(root_, ignored);
}

absl::Status ScenarioFolder::Start() {
  std::string name = (fs::temp_directory_path() / "testfed-scenario-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return Error("no temporary folder");
  root_ = fs::canonical(name).string();
  directory_ = root_ + "/repo";
  fs::create_directories(directory_);
  fs::create_directories(root_ + "/home");
  ResetEnvironment(root_ + "/home");
  TESTFED_RETURN_IF_ERROR(Git({"init", "--quiet", "--initial-branch=main"}));
  // Neither may start a process that outlives a step.
  TESTFED_RETURN_IF_ERROR(Git({"config", "gc.auto", "0"}));
  TESTFED_RETURN_IF_ERROR(Git({"config", "maintenance.auto", "false"}));
  return absl::OkStatus();
}

absl::Status ScenarioFolder::Write(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(PathOf(path)).parent_path());
  std::ofstream file(PathOf(path), std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  return file ? absl::OkStatus() : Error("cannot write it");
}

absl::Status ScenarioFolder::Append(const std::string& path, const std::string& text) {
  if (!fs::exists(PathOf(path))) return Error("no such file");
  std::ofstream file(PathOf(path), std::ios::binary | std::ios::app);
  file << text << std::flush;
  return file ? absl::OkStatus() : Error("cannot write it");
}

absl::Status ScenarioFolder::Delete(const std::string& path) {
  return fs::remove_all(PathOf(path)) > 0 ? absl::OkStatus() : Error("no such file");
}

absl::Status ScenarioFolder::Link(const std::string& path, const std::string& target) {
  fs::create_directories(fs::path(PathOf(path)).parent_path());
  std::error_code error;
  fs::create_symlink(target, PathOf(path), error);
  return error ? Error(error.message()) : absl::OkStatus();
}

std::string ScenarioFolder::Show(const std::string& path) const {
  const fs::file_status status = fs::symlink_status(PathOf(path));
  if (!fs::exists(status)) return "(no such file)\n";
  if (!fs::is_regular_file(status)) return "(no regular file)\n";
  std::ostringstream text;
  text << std::ifstream(PathOf(path), std::ios::binary).rdbuf();
  return Anonymous(text.str());
}

absl::Status ScenarioFolder::Git(const std::vector<std::string>& words) {
  const std::string date = "@" + std::to_string(kFirstDate + 60 * ticks_++) + " +0000";
  std::string script = "cd " + Quoted(root_ + "/repo") + " && GIT_AUTHOR_DATE=" + Quoted(date) +
                       " GIT_COMMITTER_DATE=" + Quoted(date) + " git";
  for (const std::string& word : words) script += " " + Quoted(word);
  const ShellResult result = RunShell("sh", script);
  return result.code == 0 ? absl::OkStatus() : Error(result.out);
}

absl::Status ScenarioFolder::Commit(const std::string& message) {
  TESTFED_RETURN_IF_ERROR(Git({"add", "--all"}));
  return Git({"commit", "--quiet", "--allow-empty", "--message", message});
}

absl::Status ScenarioFolder::Enter(const std::string& path) {
  directory_ = fs::path(PathOf(path)).lexically_normal().string();
  if (directory_.ends_with('/')) directory_.pop_back();
  return fs::is_directory(directory_) ? absl::OkStatus() : Error("no such folder");
}

absl::Status ScenarioFolder::SetVariable(const std::string& assignment) {
  const size_t equals = assignment.find('=');
  const std::string name = assignment.substr(0, equals);
  const int failed = equals == std::string::npos
                         ? unsetenv(name.c_str())
                         : setenv(name.c_str(), assignment.substr(equals + 1).c_str(), 1);
  return failed == 0 ? absl::OkStatus() : Error("no name of a variable");
}

ScenarioFolder::Result ScenarioFolder::Run(const std::vector<std::string>& args,
                                           const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out, err;
  World world = ProcessWorld(in, out, err);
  world.directory = directory_;
  world.now = [] { return SteadyTime{}; };  // durations are not the same twice
  Result result;
  result.code = RunCli(args, world);
  result.out = Anonymous(out.str());
  result.err = Anonymous(err.str());
  return result;
}

std::string ScenarioFolder::Anonymous(std::string text) const {
  for (size_t at = 0; (at = text.find(root_, at)) != std::string::npos;) {
    text.replace(at, root_.size(), "/SCENARIO");
  }
  return text;
}

}  // namespace testfed
