#include "selector/test_reader.h"

#include <algorithm>
#include <utility>

#include "contracts/source_names.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

// Collects the files of a snapshot that some suite's runner could read tests in.
class SourceWalk : public TreeVisitor {
 public:
  // `only`: no other paths, sorted; folders that lead to none are not entered. Null: all.
  SourceWalk(SuiteClaims& claims, std::vector<ScannedSource>& sources, std::vector<bool>& are_tests,
             const std::vector<std::string_view>* only = nullptr)
      : claims_(claims), sources_(sources), are_tests_(are_tests), only_(only) {}

  bool EnterDirectory(std::string_view name, std::string_view) override {
    lengths_.push_back(path_.size());
    path_ += name;
    path_ += '/';
    if (only_ == nullptr) return true;
    auto first = std::lower_bound(only_->begin(), only_->end(), path_);
    if (first != only_->end() && first->starts_with(path_)) return true;
    LeaveDirectory();
    return false;
  }
  void LeaveDirectory() override {
    path_.resize(lengths_.back());
    lengths_.pop_back();
  }
  void File(std::string_view name) override { FileWithId(name, "", FileKind::kRegular); }
  void FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) override {
    if (!LanguageOf(name)) return;
    std::string path = path_ + std::string(name);
    if (only_ != nullptr && !std::binary_search(only_->begin(), only_->end(), path)) return;
    Add(std::move(path), raw_id, kind);
  }
  void Add(std::string path, std::string_view raw_id, FileKind kind) {
    std::optional<Language> language = LanguageOf(path);
    if (!language || !claims_.Reads(*language) || kind != FileKind::kRegular) return;
    ScannedSource source;
    source.path = std::move(path);
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
  const std::vector<std::string_view>* only_;
  std::string path_;
  std::vector<size_t> lengths_;
};

bool ReadsAny(const SuiteClaims& claims) {
  for (int language = 0; language <= static_cast<int>(Language::kStarlark); ++language) {
    if (claims.Reads(static_cast<Language>(language))) return true;
  }
  return false;
}

// A file that is one for tests by its name may be a test even when it says nothing.
bool PlaysAPart(const ScannedSource& source, bool is_test_file) {
  return !source.status.ok() || !source.value.empty() || is_test_file;
}

ResolveOptions OptionsOf(const Declarations& declarations) {
  return {.library_tags = declarations.settings.library_tags};
}

SourceFacts Undecidable(std::string text) {
  SourceFacts facts;
  facts.undecided.push_back({-1, {}, std::move(text)});
  return facts;
}

}  // namespace

TestReader::TestReader(const Repository& repository, Cache* cache, int threads)
    : repository_(repository),
      cache_(cache),
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

absl::StatusOr<TestReader::Sources> TestReader::Find(const Snapshot& at, SuiteClaims& claims) {
  Sources found;
  if (!ReadsAny(claims)) return found;
  std::vector<ScannedSource> sources;
  std::vector<bool> are_tests;
  SourceWalk walk(claims, sources, are_tests);
  TESTFED_RETURN_IF_ERROR(repository_.Walk(at, walk));
  scan_.Run(at, sources);
  for (size_t i = 0; i < sources.size(); ++i) {
    found.all_read = found.all_read && sources[i].status.ok();
    if (!PlaysAPart(sources[i], are_tests[i])) continue;
    std::shared_ptr<const SourceFacts> facts = FactsOf(sources[i]);
    found.files.push_back(
        {std::move(sources[i].path), sources[i].language, std::move(facts), are_tests[i]});
    found.raw_ids.push_back(std::move(sources[i].raw_id));
  }
  return found;
}

absl::StatusOr<std::shared_ptr<const TestMap>> TestReader::Read(
    const Snapshot& at, const Declarations& declarations,
    const std::map<std::string, Listing>& listings) {
  SuiteClaims claims(declarations);
  std::map<int, Listing> by_number;
  for (const auto& [wanted, listing] : listings) {
    const std::string& name = wanted;
    auto found = std::find_if(
        claims.suites().begin(), claims.suites().end(), [&](const DeclaredSuite& suite) {
          return declarations[suite.domain].name + "/" + suite.suite->name == name;
        });
    if (found == claims.suites().end()) return Error("a listing names `" + name + "`, no suite");
    by_number[static_cast<int>(found - claims.suites().begin())] = listing;
  }
  TESTFED_ASSIGN_OR_RETURN(Sources sources, Find(at, claims));
  return std::make_shared<const TestMap>(
      MapTests(claims, ResolveTests(sources.files, OptionsOf(declarations)), by_number));
}

absl::StatusOr<std::shared_ptr<const TestView>> TestReader::View(
    const Snapshot& at, const Configuration& configuration) {
  const Declarations& declarations = configuration.declarations;
  const CacheKey key("resolved tests",
                     {configuration.declarations_hash, declarations.file, at.tree});
  const bool is_kept = cache_ != nullptr && at.kind == Snapshot::Kind::kTree;
  const size_t suites = AllSuites(declarations).size();
  auto decode = [&](MappedValue value) {
    return PackedTests::Decode(std::move(value), declarations.domains.size(), suites);
  };
  if (is_kept) {
    if (auto value = cache_->Map(key)) {
      if (auto tests = decode(*std::move(value))) return std::shared_ptr<const TestView>(tests);
    }
  }
  SuiteClaims claims(declarations);
  TESTFED_ASSIGN_OR_RETURN(Sources sources, Find(at, claims));
  auto map = std::make_shared<const TestMap>(
      MapTests(claims, ResolveTests(sources.files, OptionsOf(declarations)), {}));
  const bool have_ids = std::none_of(sources.raw_ids.begin(), sources.raw_ids.end(),
                                     [](const std::string& id) { return id.empty(); });
  if (at.kind != Snapshot::Kind::kTree || !sources.all_read || !have_ids) {
    return std::shared_ptr<const TestView>(ViewOf(std::move(map)));
  }
  std::vector<PackedSource> packed;
  packed.reserve(sources.files.size());
  for (size_t i = 0; i < sources.files.size(); ++i) {
    const SourceFile& file = sources.files[i];
    packed.push_back({std::move(sources.raw_ids[i]), file.is_test_file,
                      NamesOf(file.path, file.language, *file.facts)});
  }
  auto bytes = std::make_shared<const std::string>(EncodeTests(*map, packed));
  if (is_kept) cache_->Put(key, *bytes);
  auto tests = decode({*bytes, bytes});
  if (tests == nullptr) return std::shared_ptr<const TestView>(ViewOf(std::move(map)));
  return std::shared_ptr<const TestView>(std::move(tests));
}

// Nullopt where what is there now cannot be told: reading all has the words for it.
std::optional<std::vector<ChangedSource>> TestReader::ReadChanged(
    const std::vector<Change>& changes, const Snapshot& at, SuiteClaims& claims) {
  std::vector<ScannedSource> sources;
  std::vector<bool> are_tests;
  std::vector<ChangedSource> changed;
  std::vector<std::string_view> paths;
  for (const Change& change : changes) {
    std::optional<Language> language = LanguageOf(change.path);
    if (!language || !claims.Reads(*language)) continue;
    changed.push_back({change.path, *language, false, nullptr});
    paths.push_back(change.path);
  }
  std::sort(paths.begin(), paths.end());
  SourceWalk walk(claims, sources, are_tests, &paths);
  if (at.kind == Snapshot::Kind::kTree) {
    if (!paths.empty() && !repository_.Walk(at, walk).ok()) return std::nullopt;
  } else {
    for (const ChangedSource& one : changed) {
      absl::StatusOr<std::optional<std::string>> text =
          repository_.ReadFile(at, one.path, kMaxSourceBytes);
      if (!text.ok()) return std::nullopt;
      if (*text) walk.Add(one.path, "", FileKind::kRegular);
    }
  }
  scan_.Run(at, sources);
  for (size_t i = 0; i < sources.size(); ++i) {
    if (!sources[i].status.ok()) return std::nullopt;
    auto of_path = std::find_if(changed.begin(), changed.end(), [&](const ChangedSource& one) {
      return one.path == sources[i].path;
    });
    if (of_path == changed.end()) continue;
    of_path->is_test_file = are_tests[i];
    if (PlaysAPart(sources[i], are_tests[i])) of_path->facts = FactsOf(sources[i]);
  }
  return changed;
}

absl::StatusOr<std::shared_ptr<const TestView>> TestReader::ViewNear(
    const std::shared_ptr<const TestView>& near, const std::vector<Change>& changes,
    const Snapshot& at, const Configuration& configuration) {
  auto below = std::dynamic_pointer_cast<const PackedTests>(near);
  if (below == nullptr) return View(at, configuration);
  SuiteClaims claims(configuration.declarations);
  std::optional<std::vector<ChangedSource>> changed = ReadChanged(changes, at, claims);
  if (!changed) return View(at, configuration);
  if (changed->empty()) return near;
  OverlayRequest request{below, *std::move(changed), nullptr, &claims,
                         OptionsOf(configuration.declarations)};
  request.facts_of = [&](size_t source) -> absl::StatusOr<std::shared_ptr<const SourceFacts>> {
    ScannedSource scanned{std::string(below->path(source)), std::string(below->raw_id(source)),
                          below->language(source), "", absl::OkStatus()};
    TESTFED_ASSIGN_OR_RETURN(scanned.value,
                             scan_.ValueOf(scanned.language, scanned.raw_id, scanned.path));
    return FactsOf(scanned);
  };
  std::shared_ptr<const TestView> view = OverlayTests(std::move(request));
  if (view != nullptr) return view;
  return View(at, configuration);
}

}  // namespace testfed
