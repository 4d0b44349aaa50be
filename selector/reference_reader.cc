#include "selector/reference_reader.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "contracts/source_facts.h"
#include "contracts/tag.h"
#include "domains/byte_reader.h"
#include "selector/source_scan.h"

namespace testfed {
namespace {

constexpr size_t kMaxStrayBytes = size_t{1} << 20;

// Endings of programs in languages that no reader knows.
bool IsOtherCode(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view ending = name.substr(dot + 1);
  for (std::string_view known :
       {"bash",  "bats", "c",   "cl",  "clj",   "cljs", "cs",     "cu", "d",   "dart",
        "erl",   "ex",   "exs", "f90", "fs",    "gd",   "groovy", "hs", "jl",  "lua",
        "m",     "mk",   "ml",  "mm",  "nim",   "nix",  "php",    "pl", "pm",  "proto",
        "ps1",   "r",    "rb",  "rkt", "robot", "rs",   "scala",  "sh", "sql", "svelte",
        "swift", "t",    "tcl", "vb",  "vue",   "zig",  "zsh"}) {
    if (ending == known) return true;
  }
  return false;
}

// All files, and of those that are to be looked at what a scan needs.
class FileWalk : public TreeVisitor {
 public:
  FileWalk(const SuiteClaims& claims, std::vector<std::string>& files)
      : claims_(claims), files_(files) {}

  bool EnterDirectory(std::string_view name, std::string_view) override {
    lengths_.push_back(path_.size());
    path_ += name;
    path_ += '/';
    return true;
  }
  void LeaveDirectory() override {
    path_.resize(lengths_.back());
    lengths_.pop_back();
  }
  void File(std::string_view name) override { FileWithId(name, "", FileKind::kRegular); }
  void FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) override {
    files_.push_back(path_ + std::string(name));
    if (kind == FileKind::kSubmodule) return;
    ScannedSource source;
    source.path = files_.back();
    source.raw_id = raw_id;
    if (kind == FileKind::kLink) {
      if (!raw_id.empty()) links.push_back(std::move(source));
      return;
    }
    std::optional<Language> language = LanguageOf(name);
    if (!language && !IsOtherCode(name)) return;
    if (language && *language != Language::kStarlark) {
      source.language = *language;
      sources.push_back(source);
    }
    if (!language || !claims_.Reads(*language)) {
      source.language = Language{};  // no part of the value
      strays.push_back(std::move(source));
    }
  }

  std::vector<ScannedSource> sources, strays, links;

 private:
  const SuiteClaims& claims_;
  std::vector<std::string>& files_;
  std::string path_;
  std::vector<size_t> lengths_;
};

void PutPosition(const Position& position, std::string& bytes) {
  PutNumber(static_cast<std::uint64_t>(position.line), bytes);
  PutNumber(static_cast<std::uint64_t>(position.column), bytes);
}

Position GetPosition(ByteReader& bytes) {
  constexpr std::uint64_t kMost = std::numeric_limits<int>::max();
  const int line = static_cast<int>(bytes.NumberUpTo(kMost));
  return {line, static_cast<int>(bytes.NumberUpTo(kMost))};
}

std::string EncodeReferences(const std::vector<Reference>& references) {
  std::string bytes;
  for (const Reference& reference : references) {
    PutNumber(static_cast<std::uint64_t>(reference.kind), bytes);
    PutText(reference.text, bytes);
    PutPosition(reference.position, bytes);
  }
  return bytes;
}

std::vector<Reference> DecodeReferences(std::string_view value) {
  std::vector<Reference> references;
  ByteReader bytes(value);
  while (bytes.ok() && bytes.left() > 0) {
    Reference reference;
    reference.kind = static_cast<Reference::Kind>(
        bytes.NumberUpTo(static_cast<std::uint64_t>(Reference::Kind::kText)));
    reference.text = bytes.Text();
    reference.position = GetPosition(bytes);
    if (bytes.ok()) references.push_back(std::move(reference));
  }
  return references;
}

std::string EncodeTags(const std::vector<Annotation>& tags) {
  std::string bytes;
  for (const Annotation& tag : tags) {
    PutText(tag.name, bytes);
    PutPosition(tag.position, bytes);
  }
  return bytes;
}

void DecodeTags(const ScannedSource& source, std::vector<StrayTag>& tags) {
  ByteReader bytes(source.value);
  while (bytes.ok() && bytes.left() > 0) {
    std::string name(bytes.Text());
    Position position = GetPosition(bytes);
    if (bytes.ok()) tags.push_back({std::move(name), {source.path, position}});
  }
}

}  // namespace

std::vector<Annotation> ReadStrayTags(std::string_view text) {
  std::vector<Annotation> tags;
  int line = 1;
  size_t line_start = 0;
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    size_t end = at + 1;
    auto is_word = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string_view name = text.substr(at + 1, end - at - 1);
    if (!ReadTagName(name)) continue;
    for (size_t next = text.find('\n', line_start); next < at; next = text.find('\n', line_start)) {
      line_start = next + 1;
      ++line;
    }
    // Nothing before it but what begins a comment, or another tag.
    const std::string_view before = text.substr(line_start, at - line_start);
    const bool first = before.find_first_not_of(" \t/#*-;%<!\"'(") == std::string_view::npos;
    const bool follows = !tags.empty() && tags.back().position.line == line;
    if (!first && !follows) continue;
    Annotation tag;
    tag.name = name;
    tag.position = {line, static_cast<int>(at - line_start) + 1};
    tags.push_back(std::move(tag));
  }
  return tags;
}

absl::StatusOr<RepositoryReferences> ReadRepositoryReferences(const Repository& repository,
                                                              const Snapshot& at,
                                                              const Declarations& declarations,
                                                              Cache* cache, int threads) {
  RepositoryReferences result;
  SuiteClaims claims(declarations);
  FileWalk walk(claims, result.files);
  TESTFED_RETURN_IF_ERROR(repository.Walk(at, walk));
  SourceScan references(repository, cache, "source references", threads,
                        [](Language language, std::string_view text) {
                          return EncodeReferences(ReadReferences(language, text));
                        });
  references.Run(at, walk.sources);
  for (ScannedSource& source : walk.sources) {
    if (source.value.empty()) continue;
    result.sources.push_back(
        {std::move(source.path), source.language, false, DecodeReferences(source.value)});
  }
  for (const ScannedSource& link : walk.links) {
    absl::StatusOr<std::string> target = repository.ReadObject(link.raw_id, link.path, 4096);
    if (!target.ok()) continue;
    result.sources.push_back(
        {link.path, Language{}, true, {{Reference::Kind::kText, *target, {}}}});
  }
  std::sort(result.sources.begin(), result.sources.end(),
            [](const SourceReferences& a, const SourceReferences& b) { return a.path < b.path; });
  SourceScan strays(repository, cache, "stray tags", threads, [](Language, std::string_view text) {
    return text.size() > kMaxStrayBytes ? "" : EncodeTags(ReadStrayTags(text));
  });
  strays.Run(at, walk.strays);
  for (const ScannedSource& source : walk.strays) {
    if (!source.value.empty()) DecodeTags(source, result.stray_tags);
  }
  result.sources_looked_at = references.sources() + strays.sources();
  result.sources_read = references.sources_read() + strays.sources_read();
  return result;
}

}  // namespace testfed
