#include "tests/selector/git_sandbox.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "domains/path_name.h"
#include "selector/git/child_process.h"
#include "selector/git_command_repository.h"
#include "selector/libgit2_repository.h"
#include "selector/ordinary_repository.h"

extern char** environ;

// libgit2 1.5 leaks the match of a regular expression for each revision that is no reference
// (once a process, in testfed). AddressSanitizer's runtime asks for this by name.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2-8.so\n"; }

namespace testfed {
namespace {

namespace fs = std::filesystem;

// Before main, and so before libgit2 looks for its configuration.
const bool kHermetic = [] {
  std::vector<std::string> foreign;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    std::string name = std::string(*variable).substr(0, std::string_view(*variable).find('='));
    if (name.starts_with("GIT_") || name.starts_with("XDG_")) foreign.push_back(name);
  }
  for (const std::string& name : foreign) unsetenv(name.c_str());
  for (auto [name, value] : {std::pair{"HOME", "/nonexistent"},
                             {"GIT_CONFIG_GLOBAL", "/dev/null"},
                             {"GIT_CONFIG_SYSTEM", "/dev/null"},
                             {"GIT_AUTHOR_NAME", "Ada"},
                             {"GIT_AUTHOR_EMAIL", "ada@example.com"},
                             {"GIT_COMMITTER_NAME", "Ada"},
                             {"GIT_COMMITTER_EMAIL", "ada@example.com"},
                             {"LC_ALL", "C"},
                             {"TZ", "UTC"}}) {
    setenv(name, value, 1);
  }
  return true;
}();

}  // namespace

GitSandbox::GitSandbox() {
  (void)kHermetic;
  std::string pattern = (fs::temp_directory_path() / "testfed-XXXXXX").string();
  temporary_ = mkdtemp(pattern.data());
  root = fs::canonical(temporary_).string();
}

GitSandbox::~GitSandbox() {
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
}

void GitSandbox::Init(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"init", "-q", "-b", "main"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  Git(arguments);
}

std::string GitSandbox::Git(const std::vector<std::string>& arguments, std::string_view input,
                            const std::string& folder) {
  std::vector<std::string> words = {"git",
                                    "-C",
                                    folder.empty() ? root : folder,
                                    "-c",
                                    "protocol.file.allow=always",
                                    "-c",
                                    "advice.detachedHead=false"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    environment.push_back(*variable);
  }
  std::string date = std::to_string(seconds) + " +0000";
  environment.push_back("GIT_AUTHOR_DATE=" + date);
  environment.push_back("GIT_COMMITTER_DATE=" + date);
  auto result = RunChild(words, environment, input);
  EXPECT_TRUE(result.ok()) << Show(result.status());
  if (!result.ok()) return "";
  EXPECT_EQ(result->exit_code, 0) << "git " << testing::PrintToString(arguments) << "\n"
                                  << result->out << result->err;
  return result->out;
}

std::string GitSandbox::Line(const std::vector<std::string>& arguments, std::string_view input) {
  std::string out = Git(arguments, input);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

void GitSandbox::Write(const std::string& path, std::string_view bytes) {
  fs::path file = fs::path(root) / path;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void GitSandbox::Remove(const std::string& path) { fs::remove_all(fs::path(root) / path); }

void GitSandbox::Link(const std::string& path, const std::string& target) {
  fs::path file = fs::path(root) / path;
  fs::create_directories(file.parent_path());
  fs::remove(file);
  fs::create_symlink(target, file);
}

void GitSandbox::MakeExecutable(const std::string& path) {
  fs::permissions(fs::path(root) / path, fs::perms::owner_exec, fs::perm_options::add);
}

std::string GitSandbox::Commit(const std::string& message) {
  ++seconds;
  Git({"add", "-A"});
  Git({"commit", "-q", "--allow-empty", "-m", message});
  return Line({"rev-parse", "HEAD"});
}

std::string GitSandbox::Tree(const std::string& rev) {
  return Line({"rev-parse", rev + "^{tree}"});
}

std::string GitSandbox::MakeTree(const std::map<std::string, Blob>& files) {
  std::string entries;
  std::map<std::string, std::map<std::string, Blob>> folders;
  for (const auto& [path, blob] : files) {
    if (size_t slash = path.find('/'); slash != std::string::npos) {
      folders[path.substr(0, slash)][path.substr(slash + 1)] = blob;
    } else if (blob.mode == "160000") {
      entries += "160000 commit " + blob.bytes + "\t" + path + '\0';
    } else {
      std::string id = Line({"hash-object", "-w", "--stdin", "--no-filters"}, blob.bytes);
      entries += blob.mode + " blob " + id + "\t" + path + '\0';
    }
  }
  for (const auto& [name, inner] : folders) {
    entries += "040000 tree " + MakeTree(inner) + "\t" + name + '\0';
  }
  return Line({"mktree", "-z", "--missing"}, entries);
}

std::string GitSandbox::CommitTree(const std::string& tree, const std::vector<std::string>& parents,
                                   const std::string& message) {
  ++seconds;
  std::vector<std::string> arguments = {"commit-tree", tree, "-m", message};
  for (const std::string& parent : parents) {
    arguments.insert(arguments.end(), {"-p", parent});
  }
  return Line(arguments);
}

std::string Show(const absl::StatusOr<std::vector<Change>>& changes) {
  if (!changes.ok()) return "error: " + Show(changes.status());
  std::string text;
  for (const Change& change : *changes) {
    text += "AMDT"[static_cast<int>(change.status)];
    text += " " + QuotePath(change.path) + "\n";
  }
  return text;
}

std::string Show(const absl::Status& status) {
  std::string text = MessageOf(status);
  for (const Hint& hint : HintsOf(status)) {
    text += "\nhint: " + hint.text;
    if (!hint.copy.empty()) text += "\n  " + hint.copy;
  }
  return text;
}

namespace {

class Lister : public TreeVisitor {
 public:
  bool EnterDirectory(std::string_view name, std::string_view) override {
    folders_.push_back(folder_.size());
    folder_ += name;
    folder_ += '/';
    return true;
  }
  void LeaveDirectory() override {
    folder_.resize(folders_.back());
    folders_.pop_back();
  }
  void File(std::string_view name) override {
    text += QuotePath(folder_ + std::string(name)) + "\n";
  }
  std::string text;

 private:
  std::string folder_;
  std::vector<size_t> folders_;
};

}  // namespace

std::string Files(const Repository& repository, const Snapshot& at) {
  Lister lister;
  absl::Status status = repository.Walk(at, lister);
  return status.ok() ? lister.text : "error: " + Show(status);
}

namespace {

// As OpenRepository has it: what is not ordinary is libgit2's.
absl::StatusOr<std::unique_ptr<Repository>> OpenOrdinary(const std::string& start_dir) {
  if (auto ordinary = OpenOrdinaryRepository(start_dir)) return ordinary;
  return OpenLibgit2Repository(start_dir);
}

}  // namespace

std::vector<Reader> Readers() {
  return {{"Ordinary", OpenOrdinary},
          {"Libgit2", OpenLibgit2Repository},
          {"GitCommand", OpenGitCommandRepository}};
}

}  // namespace testfed
