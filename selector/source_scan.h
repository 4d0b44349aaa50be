// Looks through many sources, each as a function of its bytes alone: values that were made before
// come from the cache by the files' object ids, what is new is read from git in this thread and
// looked through in others. The values are the same for any number of threads, with and without a
// cache.
#ifndef TESTFED_SELECTOR_SOURCE_SCAN_H_
#define TESTFED_SELECTOR_SOURCE_SCAN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/language.h"
#include "domains/cache.h"
#include "selector/repository.h"
#include "selector/source_pack.h"

namespace testfed {

// No source has more bytes; a larger one is not read.
inline constexpr size_t kMaxSourceBytes = size_t{32} << 20;

struct ScannedSource {
  std::string path;
  std::string raw_id;  // "" where it is not known
  Language language{};
  std::string value;    // what `look` made of it
  absl::Status status;  // why it could not be read; then there is no value
};

class SourceScan {
 public:
  using Look = std::function<std::string(Language, std::string_view text)>;

  // `kind` names the values in the cache, which may be null. `look` is called in several threads at
  // once: `threads` beside this one, which reads git; 0: this one does all.
  SourceScan(const Repository& repository, Cache* cache, std::string_view kind, int threads,
             Look look);
  // Keeps what is new.
  ~SourceScan();
  SourceScan(const SourceScan&) = delete;
  SourceScan& operator=(const SourceScan&) = delete;

  void Run(const Snapshot& at, std::vector<ScannedSource>& sources);

  // The value of one source by its id, which is known; read where it is not kept.
  absl::StatusOr<std::string> ValueOf(Language language, std::string_view raw_id,
                                      std::string_view path);

  int sources() const { return sources_; }                 // in all runs
  int sources_read() const { return sources_read_; }       // of those not in the cache
  std::int64_t bytes_read() const { return bytes_read_; }  // of those read

 private:
  bool FindKnown(ScannedSource& source);
  void KeepRecent();
  absl::StatusOr<std::string> Read(const Snapshot& at, const ScannedSource& source) const;
  void Keep();

  const Repository& repository_;
  Cache* cache_;
  CacheKey key_;
  int threads_;
  Look look_;
  CacheKey recent_key_;
  bool asked_cache_ = false;
  std::unique_ptr<const SourcePack> pack_;
  std::unique_ptr<const SourcePack> recent_;  // a few that are not worth writing all anew
  std::map<std::string, std::string> used_;   // by key of the pack: what this process made or used
  std::set<std::string> new_;                 // keys of those that it made
  int sources_ = 0;
  int sources_read_ = 0;
  std::int64_t bytes_read_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SOURCE_SCAN_H_
