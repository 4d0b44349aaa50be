// The child `git` of one repository: how it is called, and its objects.
#ifndef TESTFED_SELECTOR_GIT_GIT_COMMAND_H_
#define TESTFED_SELECTOR_GIT_GIT_COMMAND_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "domains/status.h"
#include "selector/git/child_process.h"
#include "selector/git/index_entry.h"
#include "selector/git/object_store.h"

namespace testfed {

class GitCommand {
 public:
  // Runs in `folder`, with the environment of this process without git's own variables.
  explicit GitCommand(std::string folder);

  std::vector<std::string> Words(const std::vector<std::string>& arguments) const;
  const std::vector<std::string>& environment() const { return environment_; }
  const std::string& folder() const { return folder_; }

  absl::StatusOr<ChildResult> Run(const std::vector<std::string>& arguments,
                                  std::string_view input = "") const;
  // The standard output; an exit code other than 0 is an error, "WHAT: git's message".
  absl::StatusOr<std::string> Output(std::string_view what,
                                     const std::vector<std::string>& arguments,
                                     std::string_view input = "") const;
  // The first line; nullopt where git exits with another code than 0.
  absl::StatusOr<std::optional<std::string>> Line(const std::vector<std::string>& arguments) const;

  void Set(const std::string& name, const std::string& value);  // a variable
  // Every filter driver that is configured becomes none: it would be a command to run.
  absl::Status SwitchFiltersOff();

 private:
  std::string folder_;
  std::vector<std::string> environment_;
};

// git's message without "fatal: " and what follows its first line.
std::string FirstComplaint(std::string_view err);

class GitCommandStore : public ObjectStore {
 public:
  GitCommandStore(const GitCommand& git, size_t raw_id_size, bool partial,
                  std::unordered_set<std::string> cut)
      : git_(git), raw_id_size_(raw_id_size), partial_(partial), cut_(std::move(cut)) {}
  absl::StatusOr<Object> Read(const std::string& id, size_t max_bytes) const override;
  bool IsCut(const std::string& id) const override { return cut_.contains(id); }
  size_t RawIdSize() const override { return raw_id_size_; }
  bool IsPartial() const override { return partial_; }
  bool IsShallow() const { return !cut_.empty(); }

 private:
  const GitCommand& git_;
  size_t raw_id_size_;
  bool partial_;
  std::unordered_set<std::string> cut_;
  mutable std::optional<Conversation> batch_;  // `git cat-file --batch`, from the first read on
};

// The index, and what differs between it and the disk; as their namesakes for libgit2.
absl::StatusOr<std::vector<IndexEntry>> ListIndex(const GitCommand& git);
absl::StatusOr<std::vector<Delta>> DiffIndexAndDisk(const GitCommand& git,
                                                    const std::vector<IndexEntry>& entries);
absl::StatusOr<std::string> HashOnDisk(const GitCommand& git, const Delta& on_disk);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_GIT_COMMAND_H_
