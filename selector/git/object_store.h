// The objects of a git repository, by id: the least that history, trees and files are read through.
// libgit2 and the git command each bring one; everything above them is the same code, so that
// both give the same answers.
#ifndef TESTFED_SELECTOR_GIT_OBJECT_STORE_H_
#define TESTFED_SELECTOR_GIT_OBJECT_STORE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

enum class ObjectType { kCommit, kTree, kBlob, kTag };

struct Object {
  ObjectType type = ObjectType::kBlob;
  size_t size = 0;
  std::string bytes;  // empty when `size` is over the limit that the reader gave
};

class ObjectStore {
 public:
  virtual ~ObjectStore() = default;
  // NotFound when the object is not here; another error when it is damaged.
  virtual absl::StatusOr<Object> Read(const std::string& id, size_t max_bytes) const = 0;
  // The same for whoever has the id as bytes, as trees and the index do; of any size.
  virtual absl::StatusOr<Object> ReadRaw(std::string_view raw_id) const;
  // True when the repository is shallow and its history ends at this commit.
  virtual bool IsCut(const std::string& id) const = 0;
  virtual size_t RawIdSize() const = 0;  // 20 (SHA-1) or 32 (SHA-256)
  // A partial clone may lack objects without being damaged.
  virtual bool IsPartial() const = 0;
};

// 40 or 64 hexadecimal digits, lower case: a whole object id, and nothing a revision parser could
// read another way.
bool IsObjectId(std::string_view text);
std::string ToHex(std::string_view raw_id);
std::string ToRaw(std::string_view id);

// What the store says when an object that another one names is not there, or cannot be read.
absl::Status MissingObject(const ObjectStore& store, std::string_view what, std::string_view id);
absl::Status DamagedObject(std::string_view id);

// A commit's parents, time and message as the object says. Header lines that testfed does not
// need (author, gpgsig, encoding) are skipped; the message is bytes.
absl::StatusOr<Commit> ParseCommit(const std::string& id, std::string_view bytes);
absl::StatusOr<Commit> ReadCommitObject(const ObjectStore& store, const std::string& id);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_OBJECT_STORE_H_
