#include "selector/git/git_command.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <set>
#include <string_view>

extern char** environ;

namespace testfed {
namespace {

// git's variables that say which repository, objects or programs to use: testfed says that. The
// others (configuration that a caller gave, tracing) stay.
constexpr std::array<std::string_view, 17> kForeign = {"GIT_DIR",
                                                       "GIT_WORK_TREE",
                                                       "GIT_COMMON_DIR",
                                                       "GIT_NAMESPACE",
                                                       "GIT_PREFIX",
                                                       "GIT_OBJECT_DIRECTORY",
                                                       "GIT_GRAFT_FILE",
                                                       "GIT_SHALLOW_FILE",
                                                       "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                                       "GIT_CONFIG",
                                                       "GIT_EXTERNAL_DIFF",
                                                       "GIT_DIFF_OPTS",
                                                       "GIT_PAGER",
                                                       "GIT_ICASE_PATHSPECS",
                                                       "GIT_GLOB_PATHSPECS",
                                                       "GIT_NOGLOB_PATHSPECS",
                                                       "GIT_LITERAL_PATHSPECS"};

ObjectType TypeOf(std::string_view word) {
  if (word == "commit") return ObjectType::kCommit;
  if (word == "tree") return ObjectType::kTree;
  if (word == "tag") return ObjectType::kTag;
  return ObjectType::kBlob;
}

}  // namespace

GitCommand::GitCommand(std::string folder) : folder_(std::move(folder)) {
  for (char** variable = environ; *variable != nullptr; ++variable) {
    std::string_view text = *variable;
    std::string_view name = text.substr(0, text.find('='));
    if (std::find(kForeign.begin(), kForeign.end(), name) == kForeign.end()) {
      environment_.emplace_back(text);
    }
  }
  Set("LC_ALL", "C");
  Set("GIT_ALLOW_PROTOCOL", "none");  // a partial clone must not fetch
  Set("GIT_NO_LAZY_FETCH", "1");      // the same, since git 2.44
  Set("GIT_TERMINAL_PROMPT", "0");
  Set("GIT_OPTIONAL_LOCKS", "0");
  Set("GIT_NO_REPLACE_OBJECTS", "1");
}

void GitCommand::Set(const std::string& name, const std::string& value) {
  std::erase_if(environment_,
                [&](const std::string& variable) { return variable.starts_with(name + "="); });
  environment_.push_back(name + "=" + value);
}

std::vector<std::string> GitCommand::Words(const std::vector<std::string>& arguments) const {
  // sparse.expectFilesOutsideOfPatterns has to stay false: a file of a sparse checkout that is on
  // the disk is compared like any other.
  std::vector<std::string> words = {"git", "--no-pager",
                                    "-C",  folder_,
                                    "-c",  "core.fsmonitor=false",
                                    "-c",  "core.quotePath=false",
                                    "-c",  "core.hooksPath=/dev/null"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

absl::StatusOr<ChildResult> GitCommand::Run(const std::vector<std::string>& arguments,
                                            std::string_view input) const {
  return RunChild(Words(arguments), environment_, input);
}

absl::StatusOr<std::string> GitCommand::Output(std::string_view what,
                                               const std::vector<std::string>& arguments,
                                               std::string_view input) const {
  TESTFED_ASSIGN_OR_RETURN(ChildResult result, Run(arguments, input));
  if (result.exit_code == 0) return std::move(result.out);
  return Error(std::string(what) + ": " + FirstComplaint(result.err));
}

absl::StatusOr<std::optional<std::string>> GitCommand::Line(
    const std::vector<std::string>& arguments) const {
  TESTFED_ASSIGN_OR_RETURN(ChildResult result, Run(arguments));
  if (result.exit_code != 0) return std::nullopt;
  return result.out.substr(0, result.out.find('\n'));
}

absl::Status GitCommand::SwitchFiltersOff() {
  TESTFED_ASSIGN_OR_RETURN(ChildResult result,
                           Run({"config", "-z", "--name-only", "--get-regexp", "^filter\\."}));
  std::set<std::string> drivers;  // "filter.NAME"; a name may hold anything but NUL
  for (std::string_view rest = result.out; !rest.empty();) {
    size_t end = std::min(rest.find('\0'), rest.size());
    std::string_view key = rest.substr(0, end);
    if (size_t dot = key.rfind('.'); dot > 6) drivers.emplace(key.substr(0, dot));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const char* given = std::getenv("GIT_CONFIG_COUNT");
  int count = given == nullptr ? 0 : std::max(0, std::atoi(given));
  for (const std::string& driver : drivers) {
    for (const auto& [key, value] :
         {std::pair("clean", ""), {"smudge", ""}, {"process", ""}, {"required", "false"}}) {
      std::string number = std::to_string(count++);
      Set("GIT_CONFIG_KEY_" + number, driver + "." + key);
      Set("GIT_CONFIG_VALUE_" + number, value);
    }
  }
  if (!drivers.empty()) Set("GIT_CONFIG_COUNT", std::to_string(count));
  return absl::OkStatus();
}

std::string FirstComplaint(std::string_view err) {
  std::string_view line = err.substr(0, err.find('\n'));
  for (std::string_view prefix : {"fatal: ", "error: "}) {
    if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
  }
  return std::string(line);
}

absl::StatusOr<Object> GitCommandStore::Read(const std::string& id, size_t max_bytes) const {
  absl::Status missing = NotFound("object `" + id + "` is not here");
  if (!IsObjectId(id) || id.size() != 2 * raw_id_size_) return missing;
  if (!batch_.has_value()) {
    TESTFED_ASSIGN_OR_RETURN(
        batch_, Conversation::Start(git_.Words({"cat-file", "--batch"}), git_.environment()));
  }
  std::string header;
  if (!batch_->Send(id + "\n") || !batch_->ReceiveLine(header)) {
    // git ends at a damaged object, and in a partial clone at one that it may not fetch.
    batch_.reset();
    return partial_ ? missing : DamagedObject(id);
  }
  // "ID TYPE SIZE" or "ID missing"
  std::string_view rest = header;
  if (!rest.starts_with(id + " ")) return DamagedObject(id);
  rest.remove_prefix(id.size() + 1);
  if (rest == "missing") {
    if (partial_) return missing;
    // A damaged loose object is "missing" here too; asked by itself, git complains first.
    TESTFED_ASSIGN_OR_RETURN(ChildResult alone, git_.Run({"cat-file", "-t", id}));
    return alone.err.starts_with("error: ") ? DamagedObject(id) : missing;
  }
  Object object;
  size_t space = rest.find(' ');
  object.type = TypeOf(rest.substr(0, space));
  if (space == std::string_view::npos ||
      std::from_chars(rest.data() + space + 1, rest.data() + rest.size(), object.size).ec !=
          std::errc()) {
    return DamagedObject(id);
  }
  bool fits = object.size <= max_bytes;
  if (!batch_->Receive(object.size, fits ? &object.bytes : nullptr) ||
      !batch_->Receive(1, nullptr)) {
    batch_.reset();
    return DamagedObject(id);
  }
  return object;
}

}  // namespace testfed
