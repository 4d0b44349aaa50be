// The known-good store as it is read: JSON Lines, each record chained to the one before it, and the
// questions that are asked of it. Pure functions of bytes.
#ifndef TESTFED_INTEGRATION_KNOWN_GOOD_CHAIN_H_
#define TESTFED_INTEGRATION_KNOWN_GOOD_CHAIN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "integration/known_good_record.h"

namespace testfed {

struct StoredRecord {
  Record record;
  std::string sha256;  // of its line without the line end: the `prev` of the next one
};

class KnownGoodChain {
 public:
  // Verifies all of it. A complete line that is no record, whose `seq` or `prev` is not the next
  // one, that revokes what is no promotion or is revoked already, is an error that names the line
  // and the record: it was edited, reordered, lost or merged, and nothing repairs it silently.
  //
  // Bytes behind the last line end are an append that did not end: no error, see `torn`.
  //
  // What a chain cannot show is that whole lines at the end are missing, or that all of it was
  // written anew; see `CheckAnchor`.
  static absl::StatusOr<KnownGoodChain> Read(std::string_view bytes, std::string_view name);

  // Takes one more complete line, as `Read` does; after an error nothing has changed.
  absl::Status Extend(std::string_view line);

  const std::string& name() const { return name_; }  // what errors call the file
  const std::vector<StoredRecord>& records() const { return records_; }
  std::int64_t size() const { return static_cast<std::int64_t>(records_.size()); }
  size_t torn() const { return torn_; }                      // bytes behind the last line end
  size_t complete_bytes() const { return complete_bytes_; }  // bytes up to it
  std::string head() const;  // the hash of the last record; kNoRecord where there is none

  const StoredRecord* Find(std::int64_t seq) const;  // null: there is none
  // By sequence number, or by the beginning of its hash (at least 7 digits); one that fits several
  // records, or none, is an error.
  absl::StatusOr<const StoredRecord*> Named(std::string_view seq_or_hash) const;

  // The record that revoked it; null: it stands.
  const StoredRecord* RevokedBy(std::int64_t seq) const;
  // The newest promotion of the line that was not revoked; null: there is none. An empty suite is
  // any.
  const StoredRecord* Latest(std::string_view line, std::string_view suite) const;
  // What `component` was called at record `seq`, given its name now.
  std::string NameAt(std::string_view component, std::int64_t seq) const;

  // The sequence number under which this promotion was recorded before: same tuple, suite, run and
  // attempt. A run without an id has no twin.
  std::optional<std::int64_t> Twin(const Record& promotion) const;

  // What was published elsewhere must still be true: a record with this hash (or beginning of one;
  // empty: any) stands in the chain, and there are at least so many.
  absl::Status CheckAnchor(std::string_view head, std::int64_t min_seq) const;

 private:
  absl::Status CheckPlace(const Record& record, const std::string& where) const;
  std::string name_;
  std::vector<StoredRecord> records_;
  std::map<std::int64_t, std::int64_t> revoked_;  // target -> the revoking record
  size_t torn_ = 0;
  size_t complete_bytes_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_KNOWN_GOOD_CHAIN_H_
