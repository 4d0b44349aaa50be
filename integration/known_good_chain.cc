#include "integration/known_good_chain.h"

#include <algorithm>
#include <charconv>

#include "domains/amount.h"
#include "domains/sha256.h"

namespace testfed {
namespace {

constexpr size_t kLeastDigits = 7;

std::string Short(std::string_view sha256) { return std::string(sha256.substr(0, 12)); }

// What git leaves in a file that it could not merge.
bool IsConflictMarker(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>");
}

}  // namespace

absl::StatusOr<KnownGoodChain> KnownGoodChain::Read(std::string_view bytes, std::string_view name) {
  KnownGoodChain chain;
  chain.name_ = std::string(name);
  size_t begin = 0;
  for (size_t end; (end = bytes.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
    const std::string_view line = bytes.substr(begin, end - begin);
    TESTFED_RETURN_IF_ERROR(chain.Extend(line));
  }
  chain.complete_bytes_ = begin;
  chain.torn_ = bytes.size() - begin;
  return chain;
}

absl::Status KnownGoodChain::Extend(std::string_view line) {
  const std::string number = std::to_string(size() + 1);
  const std::string where = name_ + ":" + number + ": record " + number;
  if (IsConflictMarker(line)) {
    return Error(where + ": a conflict that git left here",
                 "take their file, and put your promotion on top of it",
                 "testfed known-good relink --onto THEIR_FILE");
  }
  TESTFED_ASSIGN_OR_RETURN(Record record, ReadRecord(line, where));
  TESTFED_RETURN_IF_ERROR(CheckPlace(record, where));
  if (record.kind == RecordKind::kRevoke) revoked_.emplace(record.target_seq, record.seq);
  records_.push_back({std::move(record), Sha256Hex(line)});
  return absl::OkStatus();
}

absl::Status KnownGoodChain::CheckPlace(const Record& record, const std::string& where) const {
  if (record.prev != head()) {
    for (const StoredRecord& known : records_) {
      if (known.record.prev != record.prev) continue;
      const std::int64_t before = known.record.seq - 1;
      return Error(
          where + ": follows " + (before == 0 ? "no record" : "record " + std::to_string(before)) +
              ", as record " + std::to_string(known.record.seq) + " does: two appends were merged",
          "where both are promotions, on top of the same head", "testfed known-good relink");
    }
    return Error(where + ": `prev` is " + Short(record.prev) + "..., but the line before it has " +
                 Short(head()) + "...; one of the two was edited, moved or lost");
  }
  if (record.seq != size() + 1) {
    return Error(where + ": `seq` is " + std::to_string(record.seq));
  }
  if (record.kind != RecordKind::kRevoke) return absl::OkStatus();
  const std::string target = std::to_string(record.target_seq);
  const StoredRecord* known = Find(record.target_seq);
  if (known == nullptr || known->record.kind != RecordKind::kPromote) {
    return Error(where + ": revokes record " + target + ", which is no promotion before it");
  }
  if (const StoredRecord* by = RevokedBy(record.target_seq)) {
    return Error(where + ": revokes record " + target + ", which record " +
                 std::to_string(by->record.seq) + " has revoked already");
  }
  return absl::OkStatus();
}

std::string KnownGoodChain::head() const {
  return records_.empty() ? std::string(kNoRecord) : records_.back().sha256;
}

const StoredRecord* KnownGoodChain::Find(std::int64_t seq) const {
  return seq >= 1 && seq <= size() ? &records_[static_cast<size_t>(seq - 1)] : nullptr;
}

absl::StatusOr<const StoredRecord*> KnownGoodChain::Named(std::string_view text) const {
  std::int64_t seq = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  const bool number = error == std::errc() && end == text.data() + text.size();
  if (number && Find(seq) != nullptr) return Find(seq);
  const StoredRecord* found = nullptr;
  const bool hash = text.size() >= kLeastDigits && text.size() <= 64 &&
                    std::all_of(text.begin(), text.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                    });
  if (!number && !hash) {
    return Error("`" + std::string(text) + "` is no record: a number, or at least " +
                 std::to_string(kLeastDigits) + " digits of its hash");
  }
  for (const StoredRecord& one : records_) {
    if (!hash || !one.sha256.starts_with(text)) continue;
    if (found != nullptr) {
      return Error("`" + std::string(text) + "` is the hash of record " +
                   std::to_string(found->record.seq) + " and of record " +
                   std::to_string(one.record.seq) + "; write more digits");
    }
    found = &one;
  }
  if (found == nullptr) {
    return Error(
        name_ + ": no record `" + std::string(text) + "`" +
        (records_.empty() ? "; it has none" : "; the last one is " + std::to_string(size())));
  }
  return found;
}

const StoredRecord* KnownGoodChain::RevokedBy(std::int64_t seq) const {
  auto found = revoked_.find(seq);
  return found == revoked_.end() ? nullptr : Find(found->second);
}

const StoredRecord* KnownGoodChain::Latest(std::string_view line, std::string_view suite) const {
  for (auto one = records_.rbegin(); one != records_.rend(); ++one) {
    const Record& record = one->record;
    if (record.kind != RecordKind::kPromote || record.line != line) continue;
    if (!suite.empty() && record.suite != suite) continue;
    if (RevokedBy(record.seq) == nullptr) return &*one;
  }
  return nullptr;
}

std::string KnownGoodChain::NameAt(std::string_view component, std::int64_t seq) const {
  std::string name(component);
  for (auto one = records_.rbegin(); one != records_.rend() && one->record.seq > seq; ++one) {
    if (one->record.kind == RecordKind::kRename && one->record.to == name) {
      name = one->record.from;
    }
  }
  return name;
}

std::optional<std::int64_t> KnownGoodChain::Twin(const Record& promotion) const {
  if (promotion.run.id.empty()) return std::nullopt;
  for (const StoredRecord& one : records_) {
    const Record& record = one.record;
    if (record.kind == RecordKind::kPromote && record.tuple_sha256 == promotion.tuple_sha256 &&
        record.suite == promotion.suite && record.line == promotion.line &&
        record.run.id == promotion.run.id && record.run.attempt == promotion.run.attempt) {
      return record.seq;
    }
  }
  return std::nullopt;
}

absl::Status KnownGoodChain::CheckAnchor(std::string_view expected, std::int64_t min_seq) const {
  if (size() < min_seq) {
    return Error(name_ + ": " + WithThousands(size()) + (size() == 1 ? " record" : " records") +
                 ", but there were " + WithThousands(min_seq) + "; the end is missing");
  }
  if (expected.empty()) return absl::OkStatus();
  for (const StoredRecord& one : records_) {
    if (one.sha256.starts_with(expected)) return absl::OkStatus();
  }
  return Error(name_ + ": no record has the hash `" + std::string(expected) +
               "`; the end is missing, or all of it was written anew");
}

}  // namespace testfed
