// Appending to the known-good store, such that every reader sees the old head or the new one.
//
// The steps, in this order: the lock of all who append; open for appending; verify everything that
// is there; build the line on top of the head; one write; fsync; when the file was created, fsync
// of its folder. What was written is taken back when the write was short, for want of room or
// otherwise, or could not be made to last. A process that dies in between leaves either nothing or
// a line without its end, which readers ignore and only `Repair` removes.
#ifndef TESTFED_INTEGRATION_KNOWN_GOOD_STORE_H_
#define TESTFED_INTEGRATION_KNOWN_GOOD_STORE_H_

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domains/append_file.h"
#include "integration/known_good_chain.h"

namespace testfed {

struct Appended {
  std::int64_t seq = 0;
  std::string sha256;
  bool already = false;  // the same run had been recorded; nothing was written
};

// Makes the record for a chain that nobody can change meanwhile, without `seq` and `prev`.
using RecordMaker = std::function<absl::StatusOr<Record>(const KnownGoodChain&)>;
// Whether it may be recorded there; not asked for one that was recorded before.
using RecordGuard = std::function<absl::Status(const KnownGoodChain&, const Record&)>;

// `name` is what errors call the file. An append that did not end is an error that names `Repair`.
// Errors of `make` and `guard` are returned as they are, and nothing was written then.
absl::StatusOr<Appended> AppendRecord(AppendFile& file, std::string_view name,
                                      const RecordMaker& make, const RecordGuard& guard = {});

// Removes the bytes behind the last line end, and nothing else: everything before them must verify.
// Returns how many they were.
absl::StatusOr<size_t> Repair(AppendFile& file, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_KNOWN_GOOD_STORE_H_
