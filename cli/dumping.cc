#include "cli/dumping.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "cli/amended_walk.h"
#include "domains/dump.h"

namespace testfed {
namespace {

constexpr size_t kMaxDumpBytes = size_t{1} << 30;
constexpr size_t kShownLines = 20;

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string Amount(size_t count, std::string_view what) {
  return std::to_string(count) + (count == 1 ? " line is " : " lines are ") + std::string(what);
}

}  // namespace

absl::StatusOr<Dump> MakeDump(const Repository& repository, const Snapshot& at,
                              const Declarations& declarations, std::string_view hash, Cache* cache,
                              const AmendedFiles& amended) {
  CacheKey key("dump", {hash, declarations.file});
  std::unique_ptr<const KnownDump> known;
  if (cache != nullptr) {
    std::optional<std::string> bytes = cache->Find(key);
    if (bytes) known = KnownDump::Decode(*std::move(bytes));
  }
  Ownership ownership(declarations);
  DumpWriter writer(ownership, known.get());
  AmendedWalk walk(writer, amended.added, amended.removed);
  TESTFED_RETURN_IF_ERROR(repository.Walk(at, walk));
  walk.Finish();
  Dump dump;
  dump.text = writer.Finish();
  dump.files = writer.files();
  dump.lines = writer.lines();
  if (cache != nullptr) {
    if (std::optional<std::string> learned = writer.Learned(dump.text)) cache->Put(key, *learned);
  }
  return dump;
}

absl::StatusOr<std::optional<std::string>> ReadDump(const Repository& repository,
                                                    const Snapshot& at, const std::string& file) {
  return repository.ReadFile(at, file, kMaxDumpBytes);
}

std::optional<DumpDifference> CompareDumps(const std::optional<std::string>& there,
                                           std::string_view wanted) {
  if (there == wanted) return std::nullopt;
  if (!there) return DumpDifference{"does not exist", "", 0, 0};
  std::vector<std::string_view> old_lines = Lines(*there), new_lines = Lines(wanted);
  // Both are sorted by path but for one header, so a merge by sets of lines is a readable diff.
  std::vector<std::string_view> old_sorted = old_lines, new_sorted = new_lines, missing, extra;
  std::sort(old_sorted.begin(), old_sorted.end());
  std::sort(new_sorted.begin(), new_sorted.end());
  std::set_difference(new_sorted.begin(), new_sorted.end(), old_sorted.begin(), old_sorted.end(),
                      std::back_inserter(missing));
  std::set_difference(old_sorted.begin(), old_sorted.end(), new_sorted.begin(), new_sorted.end(),
                      std::back_inserter(extra));
  DumpDifference difference;
  size_t shown = 0;
  auto show = [&](const std::vector<std::string_view>& lines,
                  const std::vector<std::string_view>& which, char sign) {
    for (std::string_view line : lines) {
      if (!std::binary_search(which.begin(), which.end(), line) || ++shown > kShownLines) continue;
      difference.lines += "  ";
      difference.lines += sign;
      difference.lines += line;
      difference.lines += '\n';
    }
  };
  show(old_lines, extra, '-');
  show(new_lines, missing, '+');
  if (shown > kShownLines) {
    difference.lines += "  ... " + std::to_string(shown - kShownLines) + " more\n";
  }
  difference.added = missing.size();
  difference.removed = extra.size();
  difference.summary = "stale";
  if (!missing.empty()) difference.summary += ", " + Amount(missing.size(), "missing");
  if (!extra.empty()) difference.summary += ", " + Amount(extra.size(), "no longer true");
  if (missing.empty() && extra.empty()) difference.summary += ", its lines are in another order";
  return difference;
}

int ConflictLine(std::string_view text) {
  std::vector<std::string_view> lines = Lines(text);
  auto marker = std::find_if(lines.begin(), lines.end(), [](std::string_view line) {
    return line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line == "=======";
  });
  return marker == lines.end() ? 0 : static_cast<int>(marker - lines.begin()) + 1;
}

}  // namespace testfed
