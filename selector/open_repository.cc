#include "selector/open_repository.h"

#include <utility>

#include "selector/git_command_repository.h"
#include "selector/libgit2_repository.h"
#include "selector/ordinary_repository.h"

namespace testfed {
namespace {

// The reader that opened the repository, and the git command from the first question on that it
// cannot answer: an index that libgit2 does not read, or no libgit2.
class RepositoryWithFallback : public Repository {
 public:
  RepositoryWithFallback(std::unique_ptr<Repository> first, std::string start_dir)
      : first_(std::move(first)), start_dir_(std::move(start_dir)) {}

  std::string Root() const override { return first_->Root(); }
  bool IsShallow() const override { return first_->IsShallow(); }
  absl::StatusOr<Commit> ReadCommit(const std::string& rev) const override {
    return Ask<absl::StatusOr<Commit>>(
        [&](const Repository& reader) { return reader.ReadCommit(rev); });
  }
  absl::StatusOr<std::optional<Commit>> Head() const override {
    return Ask<absl::StatusOr<std::optional<Commit>>>(
        [](const Repository& reader) { return reader.Head(); });
  }
  absl::StatusOr<std::optional<std::string>> DefaultBranch() const override {
    return Ask<absl::StatusOr<std::optional<std::string>>>(
        [](const Repository& reader) { return reader.DefaultBranch(); });
  }
  absl::StatusOr<MergeBases> FindMergeBases(const std::string& a,
                                            const std::string& b) const override {
    return Ask<absl::StatusOr<MergeBases>>(
        [&](const Repository& reader) { return reader.FindMergeBases(a, b); });
  }
  absl::StatusOr<CommitRange> CommitsBetween(const std::vector<std::string>& bases,
                                             const std::string& head) const override {
    return Ask<absl::StatusOr<CommitRange>>(
        [&](const Repository& reader) { return reader.CommitsBetween(bases, head); });
  }
  absl::StatusOr<std::vector<Commit>> FirstParents(const std::string& rev,
                                                   int count) const override {
    return Ask<absl::StatusOr<std::vector<Commit>>>(
        [&](const Repository& reader) { return reader.FirstParents(rev, count); });
  }
  absl::StatusOr<std::vector<Change>> Diff(const std::string& from_tree,
                                           const Snapshot& to) const override {
    return Ask<absl::StatusOr<std::vector<Change>>>(
        [&](const Repository& reader) { return reader.Diff(from_tree, to); });
  }
  absl::StatusOr<std::optional<std::string>> ReadFile(const Snapshot& at, const std::string& path,
                                                      size_t max_bytes) const override {
    return Ask<absl::StatusOr<std::optional<std::string>>>(
        [&](const Repository& reader) { return reader.ReadFile(at, path, max_bytes); });
  }
  absl::StatusOr<std::string> ReadObject(std::string_view raw_id, std::string_view path,
                                         size_t max_bytes) const override {
    return Ask<absl::StatusOr<std::string>>(
        [&](const Repository& reader) { return reader.ReadObject(raw_id, path, max_bytes); });
  }
  absl::Status Walk(const Snapshot& at, TreeVisitor& visitor) const override {
    return Ask<absl::Status>([&](const Repository& reader) { return reader.Walk(at, visitor); });
  }

 private:
  static absl::Status StatusOf(const absl::Status& status) { return status; }
  template <typename T>
  static absl::Status StatusOf(const absl::StatusOr<T>& value) {
    return value.status();
  }

  // The index is opened before anything is answered, so that no visitor sees two walks.
  template <typename Answer, typename Question>
  Answer Ask(const Question& question) const {
    if (second_ == nullptr) {
      Answer answer = question(*first_);
      if (!absl::IsUnimplemented(StatusOf(answer))) return answer;
      TESTFED_ASSIGN_OR_RETURN(second_, OpenGitCommandRepository(start_dir_));
    }
    return question(*second_);
  }

  std::unique_ptr<Repository> first_;
  std::string start_dir_;
  mutable std::unique_ptr<Repository> second_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Repository>> OpenRepository(const std::string& start_dir) {
  if (auto ordinary = OpenOrdinaryRepository(start_dir)) {
    return std::make_unique<RepositoryWithFallback>(std::move(ordinary), start_dir);
  }
  auto repository = OpenLibgit2Repository(start_dir);
  if (absl::IsUnimplemented(repository.status())) return OpenGitCommandRepository(start_dir);
  if (!repository.ok()) return repository.status();
  return std::make_unique<RepositoryWithFallback>(*std::move(repository), start_dir);
}

}  // namespace testfed
