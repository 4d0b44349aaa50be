#include <cstring>

#include "selector/git/libgit2.h"
#include "selector/git/shallow_file.h"

namespace testfed::libgit2 {

Failure LastFailure(int code) {
  const git_error* error = git_error_last();
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

void Start() {
  static const bool started = [] {
    git_libgit2_init();
    // Each read would hash the object again, and keep it: walks are 1.4 to 2 times faster without.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
    // These change nothing for a reader.
    const char* extensions[] = {"worktreeconfig", "partialclone", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, size_t{3});
    return true;
  }();
  (void)started;
}

absl::StatusOr<std::unique_ptr<Libgit2Store>> Libgit2Store::Make(git_repository* repository) {
  auto store = std::make_unique<Libgit2Store>();
  git_odb* odb = nullptr;
  if (int code = git_repository_odb(&odb, repository); code != 0) {
    return ToStatus("the objects cannot be read", LastFailure(code));
  }
  store->odb_.reset(odb);
  store->cut_ = ReadShallowFile(std::string(git_repository_commondir(repository)) + "shallow");
  git_config* config = nullptr;
  if (git_repository_config_snapshot(&config, repository) == 0) {
    ConfigHandle owned(config);
    // git writes `remote.NAME.promisor`, and `extensions.partialClone` only where it fetches more.
    // No pattern is given to libgit2: each entry that it does not match leaks 20 KiB (1.5).
    git_config_iterator* all = nullptr;
    if (git_config_iterator_new(&all, config) == 0) {
      for (git_config_entry* entry = nullptr; git_config_next(&entry, all) == 0;) {
        std::string_view name = entry->name;
        if (name == "extensions.partialclone" ||
            (name.starts_with("remote.") && name.ends_with(".promisor"))) {
          store->partial_ = true;
        }
      }
      git_config_iterator_free(all);
    }
  }
  return store;
}

absl::StatusOr<Object> Libgit2Store::Read(const std::string& id, size_t max_bytes) const {
  git_oid oid;
  if (id.size() != GIT_OID_HEXSZ || git_oid_fromstr(&oid, id.c_str()) != 0) {
    return NotFound("object `" + id + "` is not here");
  }
  Object object;
  auto type_of = [&](git_object_t type) {
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
  };
  int code = 0;
  if (max_bytes != static_cast<size_t>(-1)) {  // the header alone says what is too large to read
    git_object_t type = GIT_OBJECT_INVALID;
    code = git_odb_read_header(&object.size, &type, odb_.get(), &oid);
    if (code == 0 && object.size > max_bytes) {
      object.type = type_of(type);
      return object;
    }
  }
  git_odb_object* read = nullptr;
  if (code == 0) code = git_odb_read(&read, odb_.get(), &oid);
  OdbObjectHandle owned(read);
  if (code == GIT_ENOTFOUND) return NotFound("object `" + id + "` is not here");
  if (code != 0) return DamagedObject(id);
  object.type = type_of(git_odb_object_type(read));
  object.size = git_odb_object_size(read);
  object.bytes.assign(static_cast<const char*>(git_odb_object_data(read)), object.size);
  return object;
}

}  // namespace testfed::libgit2
