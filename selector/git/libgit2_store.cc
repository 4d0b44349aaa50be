#include <cstring>

#include "domains/file_system.h"
#include "selector/git/libgit2.h"
#include "selector/git/shallow_file.h"

namespace testfed::libgit2 {

Failure LastFailure(int code) {
  const git_error* error = Git().git_error_last();
  if (error == nullptr) return {code, 0, "no message"};
  return {code, error->klass, error->message == nullptr ? "" : error->message};
}

absl::Status ToStatus(std::string_view what, const Failure& failure) {
  std::string message = std::string(what) + ": " + failure.message;
  // libgit2 has no code for these (1.5): "unsupported extension name extensions.objectformat",
  // "unsupported mandatory extension: 'link'".
  if (failure.message.find("unsupported") != std::string::npos) {
    return absl::UnimplementedError(message);
  }
  return Error(message);
}

absl::StatusOr<std::unique_ptr<Libgit2Store>> Libgit2Store::Make(git_repository* repository) {
  auto store = std::make_unique<Libgit2Store>();
  git_odb* odb = nullptr;
  if (int code = Git().git_repository_odb(&odb, repository); code != 0) {
    return ToStatus("the objects cannot be read", LastFailure(code));
  }
  store->odb_.reset(odb);
  store->cut_ =
      ReadShallowFile(std::string(Git().git_repository_commondir(repository)) + "shallow");
  git_config* config = nullptr;
  if (Git().git_repository_config_snapshot(&config, repository) == 0) {
    ConfigHandle owned(config);
    // git writes `remote.NAME.promisor`, and `extensions.partialClone` only where it fetches more.
    // No pattern is given to libgit2: each entry that it does not match leaks 20 KiB (1.5).
    git_config_iterator* all = nullptr;
    if (Git().git_config_iterator_new(&all, config) == 0) {
      for (git_config_entry* entry = nullptr; Git().git_config_next(&entry, all) == 0;) {
        std::string_view name = entry->name;
        if (name == "extensions.partialclone" ||
            (name.starts_with("remote.") && name.ends_with(".promisor"))) {
          store->partial_ = true;
        }
      }
      Git().git_config_iterator_free(all);
    }
  }
  return store;
}

namespace {

ObjectType TypeOf(git_object_t type) {
  switch (type) {
    case GIT_OBJECT_COMMIT:
      return ObjectType::kCommit;
    case GIT_OBJECT_TREE:
      return ObjectType::kTree;
    case GIT_OBJECT_TAG:
      return ObjectType::kTag;
    default:
      return ObjectType::kBlob;
  }
}

absl::StatusOr<Object> ReadWhole(git_odb* odb, const git_oid& id) {
  git_odb_object* read = nullptr;
  int code = Git().git_odb_read(&read, odb, &id);
  OdbObjectHandle owned(read);
  if (code == GIT_ENOTFOUND) {
    return NotFound("object `" + std::string(Git().git_oid_tostr_s(&id)) + "` is not here");
  }
  if (code != 0) return DamagedObject(Git().git_oid_tostr_s(&id));
  Object object;
  object.type = TypeOf(Git().git_odb_object_type(read));
  object.size = Git().git_odb_object_size(read);
  object.bytes.assign(static_cast<const char*>(Git().git_odb_object_data(read)), object.size);
  return object;
}

}  // namespace

absl::StatusOr<Object> Libgit2Store::Read(const std::string& id, size_t max_bytes) const {
  git_oid oid;
  if (id.size() != GIT_OID_HEXSZ || Git().git_oid_fromstr(&oid, id.c_str()) != 0) {
    return NotFound("object `" + id + "` is not here");
  }
  if (max_bytes != kNoLimit) {  // the header alone says what is too large to read
    Object object;
    git_object_t type = GIT_OBJECT_INVALID;
    int code = Git().git_odb_read_header(&object.size, &type, odb_.get(), &oid);
    if (code == 0 && object.size > max_bytes) {
      object.type = TypeOf(type);
      return object;
    }
  }
  return ReadWhole(odb_.get(), oid);
}

absl::StatusOr<Object> Libgit2Store::ReadRaw(std::string_view raw_id) const {
  git_oid id;
  if (raw_id.size() != GIT_OID_RAWSZ) return Read(ToHex(raw_id), kNoLimit);
  Git().git_oid_fromraw(&id, reinterpret_cast<const unsigned char*>(raw_id.data()));
  return ReadWhole(odb_.get(), id);
}

}  // namespace testfed::libgit2
