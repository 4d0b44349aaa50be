#include "integration/known_good_relink.h"

#include <algorithm>

#include "integration/promotion.h"

namespace testfed {
namespace {

absl::StatusOr<KnownGoodChain> ReadWhole(std::string_view bytes, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(KnownGoodChain chain, KnownGoodChain::Read(bytes, name));
  if (chain.torn() == 0) return chain;
  return Error(std::string(name) + ": " + std::to_string(chain.torn()) +
                   " bytes of an append that did not end",
               "take them away", "testfed known-good repair");
}

absl::Status NoPromotion(const KnownGoodChain& chain, const Record& record) {
  return Error(chain.name() + ": record " + std::to_string(record.seq) + " is of the kind `" +
               std::string(ToString(record.kind)) +
               "`; only promotions are relinked, so decide it again on the new head");
}

std::vector<std::string_view> LinesOf(std::string_view bytes) {
  std::vector<std::string_view> lines;
  size_t begin = 0;
  for (size_t end; (end = bytes.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
    lines.push_back(bytes.substr(begin, end - begin));
  }
  return lines;
}

std::string Joined(const std::vector<std::string_view>& lines, size_t begin, size_t end) {
  std::string text;
  for (size_t i = begin; i < end; ++i) text.append(lines[i]).append("\n");
  return text;
}

absl::Status OnlyPromotions(const KnownGoodChain& chain, size_t begin) {
  for (size_t i = begin; i < chain.records().size(); ++i) {
    const Record& record = chain.records()[i].record;
    if (record.kind != RecordKind::kPromote) return NoPromotion(chain, record);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Relinked> RelinkOnto(std::string_view ours, std::string_view ours_name,
                                    std::string_view theirs, std::string_view theirs_name,
                                    std::string_view stale_reason) {
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain mine, ReadWhole(ours, ours_name));
  TESTFED_ASSIGN_OR_RETURN(KnownGoodChain chain, ReadWhole(theirs, theirs_name));
  Relinked result{std::string(theirs), {}, {}};
  size_t common = 0;
  while (common < mine.records().size() && common < chain.records().size() &&
         mine.records()[common].sha256 == chain.records()[common].sha256) {
    ++common;
  }
  TESTFED_RETURN_IF_ERROR(OnlyPromotions(mine, common));
  for (size_t i = common; i < mine.records().size(); ++i) {
    Record record = mine.records()[i].record;
    const std::int64_t old_seq = record.seq;
    if (const std::optional<std::int64_t> twin = chain.Twin(record)) {
      result.moved.emplace_back(old_seq, *twin);
      continue;
    }
    // A base that was moved itself.
    for (const auto& [before, now] : result.moved) {
      if (record.base.seq == before) record.base = {now, chain.Find(now)->sha256};
    }
    if (const std::string stale = StaleBase(chain, record); !stale.empty()) {
      if (stale_reason.empty()) {
        result.refused.push_back("record " + std::to_string(old_seq) + ": " + stale);
        continue;
      }
      record.allowed[std::string(ToString(Allowance::kStaleBase))] = std::string(stale_reason);
    }
    record.seq = chain.size() + 1;
    record.prev = chain.head();
    const std::string line = RecordLine(record);
    TESTFED_RETURN_IF_ERROR(chain.Extend(line));
    result.bytes += line + "\n";
    result.moved.emplace_back(old_seq, record.seq);
  }
  return result;
}

absl::StatusOr<Relinked> RelinkMerged(std::string_view bytes, std::string_view name,
                                      std::string_view stale_reason) {
  const std::vector<std::string_view> lines = LinesOf(bytes);
  TESTFED_ASSIGN_OR_RETURN(KnownGoodChain chain, KnownGoodChain::Read("", name));
  absl::Status problem;
  size_t forked = 0;
  while (forked < lines.size() && (problem = chain.Extend(lines[forked])).ok()) ++forked;
  if (problem.ok()) {
    TESTFED_RETURN_IF_ERROR(ReadWhole(bytes, name).status());
    return Relinked{std::string(bytes), {}, {}};
  }
  absl::StatusOr<Record> second = ReadRecord(lines[forked], name);
  if (!second.ok()) return problem;
  size_t common = 0;
  while (common < chain.records().size() && chain.records()[common].record.prev != second->prev) {
    ++common;
  }
  if (common == chain.records().size()) return problem;
  TESTFED_RETURN_IF_ERROR(OnlyPromotions(chain, common));
  const std::string ours = Joined(lines, 0, common) + Joined(lines, forked, lines.size()) +
                           std::string(bytes.substr(bytes.rfind('\n') + 1));
  return RelinkOnto(ours, name, Joined(lines, 0, forked), name, stale_reason);
}

}  // namespace testfed
