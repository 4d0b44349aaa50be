#include "selector/test_reader.h"

#include <algorithm>

#include "contracts/test_resolver.h"

namespace testfed {
namespace {

// Collects the files of a snapshot that some suite's runner could read tests in.
class SourceWalk : public TreeVisitor {
 public:
  SourceWalk(SuiteClaims& claims, std::vector<ScannedSource>& sources, std::vector<bool>& are_tests)
      : claims_(claims), sources_(sources), are_tests_(are_tests) {}

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
    std::optional<Language> language = LanguageOf(name);
    if (!language || !claims_.Reads(*language) || kind != FileKind::kRegular) return;
    ScannedSource source;
    source.path = path_ + std::string(name);
    source.raw_id = raw_id;
    source.language = *language;
    are_tests_.push_back(!claims_.Of(source.path).empty() || IsUsualTestFile(source.path));
    sources_.push_back(std::move(source));
  }

 private:
  // Tests that no suite takes are a finding of `check`.
  static bool IsUsualTestFile(std::string_view path) {
    for (Runner runner : {Runner::kJunit, Runner::kPytest, Runner::kGtest, Runner::kGo,
                          Runner::kJest, Runner::kBazel}) {
      if (IsTestFileOf(runner, path)) return true;
    }
    return false;
  }

  SuiteClaims& claims_;
  std::vector<ScannedSource>& sources_;
  std::vector<bool>& are_tests_;
  std::string path_;
  std::vector<size_t> lengths_;
};

SourceFacts Undecidable(std::string text) {
  SourceFacts facts;
  facts.undecided.push_back({-1, {}, std::move(text)});
  return facts;
}

}  // namespace

TestReader::TestReader(const Repository& repository, Cache* cache, int threads)
    : repository_(repository),
      scan_(repository, cache, "source facts", threads,
            [](Language language, std::string_view text) {
              SourceFacts facts = ReadSource(language, text);
              // Of most sources there is nothing to know.
              return facts.empty() && facts.imports.empty() ? "" : EncodeFacts(facts);
            }) {}

std::shared_ptr<const SourceFacts> TestReader::FactsOf(const ScannedSource& source) {
  if (!source.status.ok()) {
    return std::make_shared<const SourceFacts>(Undecidable(MessageOf(source.status)));
  }
  if (source.value.empty()) {
    static const auto kNothing = std::make_shared<const SourceFacts>();
    return kNothing;
  }
  std::shared_ptr<const SourceFacts>* known = nullptr;
  if (!source.raw_id.empty()) {
    known = &decoded_[SourcePack::KeyOf(source.language, source.raw_id)];
    if (*known != nullptr) return *known;
  }
  std::optional<SourceFacts> facts = DecodeFacts(source.value);
  if (!facts) facts = Undecidable("what is kept of it cannot be read");
  auto shared = std::make_shared<const SourceFacts>(*std::move(facts));
  if (known != nullptr) *known = shared;
  return shared;
}

absl::StatusOr<std::shared_ptr<const TestMap>> TestReader::Read(
    const Snapshot& at, const Declarations& declarations,
    const std::map<std::string, Listing>& listings) {
  SuiteClaims claims(declarations);
  std::map<int, Listing> by_number;
  for (const auto& [name, listing] : listings) {
    auto found = std::find_if(
        claims.suites().begin(), claims.suites().end(), [&](const DeclaredSuite& suite) {
          return declarations[suite.domain].name + "/" + suite.suite->name == name;
        });
    if (found == claims.suites().end()) return Error("a listing names `" + name + "`, no suite");
    by_number[static_cast<int>(found - claims.suites().begin())] = listing;
  }
  bool reads_any = false;
  for (int language = 0; language <= static_cast<int>(Language::kStarlark); ++language) {
    reads_any |= claims.Reads(static_cast<Language>(language));
  }
  std::vector<ScannedSource> sources;
  std::vector<bool> are_tests;
  if (reads_any) {
    SourceWalk walk(claims, sources, are_tests);
    TESTFED_RETURN_IF_ERROR(repository_.Walk(at, walk));
    scan_.Run(at, sources);
  }
  std::vector<SourceFile> files;
  for (size_t i = 0; i < sources.size(); ++i) {
    // A file that is one for tests by its name may be a test even when it says nothing.
    if (sources[i].status.ok() && sources[i].value.empty() && !are_tests[i]) continue;
    std::shared_ptr<const SourceFacts> facts = FactsOf(sources[i]);
    files.push_back(
        {std::move(sources[i].path), sources[i].language, std::move(facts), are_tests[i]});
  }
  ResolveOptions options;
  options.library_tags = declarations.settings.library_tags;
  return std::make_shared<const TestMap>(MapTests(claims, ResolveTests(files, options), by_number));
}

}  // namespace testfed
