#include <dlfcn.h>

#include "selector/git/libgit2.h"

namespace testfed::libgit2 {
namespace {

// Of the library that the headers are from: another major version is another binary interface.
constexpr const char* kLibrary = TESTFED_LIBGIT2_SONAME;

Api& Loaded() {
  static Api api;
  return api;
}

absl::Status Load() {
  void* library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);  // never closed
  if (library == nullptr) {
    const char* why = dlerror();
    return absl::UnimplementedError(std::string("libgit2 cannot be loaded: ") +
                                    (why == nullptr ? kLibrary : why));
  }
  Api& api = Loaded();
  const char* missing = nullptr;
#define TESTFED_LIBGIT2_FIND(name)                                        \
  api.name = reinterpret_cast<decltype(api.name)>(dlsym(library, #name)); \
  if (api.name == nullptr) missing = #name;
  TESTFED_LIBGIT2_FUNCTIONS(TESTFED_LIBGIT2_FIND)
#undef TESTFED_LIBGIT2_FIND
  if (missing != nullptr) {
    return absl::UnimplementedError(std::string(kLibrary) + " has no `" + missing + "`");
  }
  api.git_libgit2_init();
  // Each read would hash the object again, and keep it: walks are 1.4 to 2 times faster without.
  api.git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  api.git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
  // These change nothing for a reader.
  const char* extensions[] = {"worktreeconfig", "partialclone", "preciousobjects"};
  api.git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, size_t{3});
  return absl::OkStatus();
}

}  // namespace

absl::Status Start() {
  static const absl::Status started = Load();
  return started;
}

const Api& Git() { return Loaded(); }

}  // namespace testfed::libgit2
