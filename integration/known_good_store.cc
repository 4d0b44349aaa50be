#include "integration/known_good_store.h"

#include "domains/sha256.h"

namespace testfed {
namespace {

std::string Bytes(size_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

absl::Status Torn(const KnownGoodChain& chain) {
  return Error(chain.name() + ": " + Bytes(chain.torn()) +
                   " of an append that did not end, behind " +
                   (chain.size() == 0 ? "no record" : "record " + std::to_string(chain.size())),
               "take them away", "testfed known-good repair");
}

// Takes back what was written after `size`, because of `why`.
absl::Status TakeBack(AppendFile& file, std::string_view name, size_t size, std::string why) {
  absl::Status status = file.Truncate(size);
  if (status.ok()) status = file.Sync();
  if (status.ok()) return Error(std::string(name) + ": " + why + "; nothing recorded");
  return Error(
      std::string(name) + ": " + why + "; and it could not be taken back: " + MessageOf(status),
      "when the disk is well again", "testfed known-good repair");
}

absl::Status WriteLine(AppendFile& file, std::string_view name, size_t size,
                       const std::string& line) {
  absl::StatusOr<size_t> taken = file.Write(line);
  if (!taken.ok()) {
    return Error(std::string(name) + ": " + MessageOf(taken.status()) + "; nothing recorded");
  }
  if (*taken < line.size()) {
    return TakeBack(file, name, size,
                    "only " + std::to_string(*taken) + " of " + Bytes(line.size()) +
                        " could be written, the disk is full or a limit was reached");
  }
  absl::Status status = file.Sync();
  if (status.ok() && file.created()) status = file.SyncFolder();
  if (!status.ok()) return TakeBack(file, name, size, MessageOf(status));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Appended> AppendRecord(AppendFile& file, std::string_view name,
                                      const RecordMaker& make, const RecordGuard& guard) {
  TESTFED_RETURN_IF_ERROR(file.Lock());
  TESTFED_ASSIGN_OR_RETURN(const std::string bytes, file.Open());
  TESTFED_ASSIGN_OR_RETURN(KnownGoodChain chain, KnownGoodChain::Read(bytes, name));
  if (chain.torn() > 0) return Torn(chain);
  TESTFED_ASSIGN_OR_RETURN(Record record, make(chain));
  if (record.kind == RecordKind::kPromote) {
    if (const std::optional<std::int64_t> twin = chain.Twin(record)) {
      return Appended{*twin, chain.Find(*twin)->sha256, true};
    }
  }
  if (guard) TESTFED_RETURN_IF_ERROR(guard(chain, record));
  record.seq = chain.size() + 1;
  record.prev = chain.head();
  const std::string line = RecordLine(record);
  // What is written must be what is read: a record that the reader refuses would lock the store.
  TESTFED_RETURN_IF_ERROR(chain.Extend(line));
  TESTFED_RETURN_IF_ERROR(WriteLine(file, name, bytes.size(), line + "\n"));
  return Appended{record.seq, Sha256Hex(line), false};
}

absl::StatusOr<size_t> Repair(AppendFile& file, std::string_view name) {
  TESTFED_RETURN_IF_ERROR(file.Lock());
  TESTFED_ASSIGN_OR_RETURN(const std::string bytes, file.Open());
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain, KnownGoodChain::Read(bytes, name));
  if (chain.torn() == 0) return size_t{0};
  TESTFED_RETURN_IF_ERROR(file.Truncate(chain.complete_bytes()));
  TESTFED_RETURN_IF_ERROR(file.Sync());
  return chain.torn();
}

}  // namespace testfed
