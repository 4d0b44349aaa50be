#include "selector/test_pack.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <utility>

#include "domains/byte_reader.h"
#include "domains/checksum.h"

namespace testfed {
namespace {

constexpr std::uint32_t kLanguageBits = 0xff;
constexpr std::uint32_t kTestFile = 0x100;
constexpr std::uint32_t kSpecial = 0x200;  // has a test with a tag, or undecided

std::uint32_t Narrow(size_t number) { return static_cast<std::uint32_t>(number); }

void EncodeSpecial(const Test& test, std::string& bytes) {
  PutNumber(test.tags.size(), bytes);
  for (const Tag& tag : test.tags) {
    PutNumber(static_cast<std::uint64_t>(tag.kind), bytes);
    PutText(tag.domain, bytes);
    PutText(tag.at.file, bytes);
    PutNumber(static_cast<std::uint64_t>(tag.at.position.line), bytes);
    PutNumber(static_cast<std::uint64_t>(tag.at.position.column), bytes);
  }
  PutText(test.undecided, bytes);
}

// Bytes that were checked; what does not fit is left empty.
void DecodeSpecial(std::string_view bytes, std::vector<Tag>& tags, std::string_view& undecided) {
  ByteReader reader(bytes);
  tags.resize(reader.NumberUpTo(reader.left()));
  for (Tag& tag : tags) {
    tag.kind = static_cast<Tag::Kind>(
        reader.NumberUpTo(static_cast<std::uint64_t>(Tag::Kind::kChangedIn)));
    tag.domain = reader.Text();
    tag.at.file = reader.Text();
    tag.at.position.line = static_cast<int>(reader.Number());
    tag.at.position.column = static_cast<int>(reader.Number());
  }
  undecided = reader.Text();
}

// The names of all sources as two columns, sorted by name and then by source.
void AddNames(const std::vector<PackedSource>& sources, std::vector<NameHash> SourceNames::*names,
              std::vector<std::uint32_t>& hashes, std::vector<std::uint32_t>& by) {
  std::vector<std::uint64_t> all;
  for (size_t i = 0; i < sources.size(); ++i) {
    for (NameHash name : sources[i].names.*names) all.push_back(std::uint64_t{name} << 32 | i);
  }
  std::sort(all.begin(), all.end());
  for (std::uint64_t one : all) {
    hashes.push_back(Narrow(one >> 32));
    by.push_back(Narrow(one & 0xffffffff));
  }
}

// Ends of lists that stand one behind the other in something of `size`.
bool AreEnds(std::span<const std::uint32_t> ends, size_t size) {
  return std::is_sorted(ends.begin(), ends.end()) && (ends.empty() ? 0 : ends.back()) == size;
}

bool AllBelow(std::span<const std::uint32_t> numbers, size_t bound) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [&](std::uint32_t number) { return number < bound; });
}

}  // namespace

std::string EncodeTests(const TestMap& map, const std::vector<PackedSource>& sources) {
  std::array<std::vector<std::uint32_t>, PackedTests::kColumns> columns;
  std::array<std::string, PackedTests::kBlobs> blobs;
  using P = PackedTests;
  const std::vector<Test>& tests = map.discovery.tests;
  std::vector<std::vector<int>> runs(tests.size());
  for (size_t i = 0; i < map.suites.size(); ++i) {
    for (int test : map.suites[i].tests) {
      runs[static_cast<size_t>(test)].push_back(static_cast<int>(i));
    }
    columns[P::kTotals].push_back(Narrow(map.suites[i].tests.size()));
    columns[P::kListed].push_back(map.suites[i].listed ? 1 : 0);
  }
  std::map<std::pair<std::vector<DomainId>, std::vector<int>>, std::uint32_t> classes;
  size_t test = 0;
  for (size_t i = 0; i < sources.size(); ++i) {
    blobs[P::kPaths] += map.discovery.files[i];
    columns[P::kPathEnds].push_back(Narrow(blobs[P::kPaths].size()));
    blobs[P::kRawIds] += sources[i].raw_id;
    columns[P::kRawIdEnds].push_back(Narrow(blobs[P::kRawIds].size()));
    columns[P::kFirstTests].push_back(Narrow(test));
    std::uint32_t flags = static_cast<std::uint32_t>(map.discovery.languages[i]);
    if (sources[i].is_test_file) flags |= kTestFile;
    // All tests of a file have the same owners and suites. A file without tests has some class.
    std::pair<std::vector<DomainId>, std::vector<int>> of_file;
    for (; test < tests.size() && tests[test].file == static_cast<int>(i); ++test) {
      of_file = {map.owners[test], runs[test]};
      blobs[P::kIds] += tests[test].id;
      columns[P::kIdEnds].push_back(Narrow(blobs[P::kIds].size()));
      if (tests[test].tags.empty() && tests[test].undecided.empty()) continue;
      flags |= kSpecial;
      columns[P::kSpecials].push_back(Narrow(test));
      EncodeSpecial(tests[test], blobs[P::kSpecialBytes]);
      columns[P::kSpecialEnds].push_back(Narrow(blobs[P::kSpecialBytes].size()));
    }
    columns[P::kLanguages].push_back(flags);
    auto [known, is_new] = classes.try_emplace(std::move(of_file), Narrow(classes.size()));
    columns[P::kClasses].push_back(known->second);
    if (!is_new) continue;
    for (DomainId owner : known->first.first) {
      columns[P::kOwners].push_back(static_cast<std::uint32_t>(owner));
    }
    columns[P::kOwnerEnds].push_back(Narrow(columns[P::kOwners].size()));
    for (int suite : known->first.second) {
      columns[P::kRuns].push_back(static_cast<std::uint32_t>(suite));
    }
    columns[P::kRunEnds].push_back(Narrow(columns[P::kRuns].size()));
  }
  columns[P::kFirstTests].push_back(Narrow(test));
  std::vector<std::uint32_t>& buckets = columns[P::kBuckets];
  buckets.assign(std::bit_ceil(2 * test + 1), 0);
  for (size_t i = 0; i < test; ++i) {
    size_t at = Checksum(tests[i].id) & (buckets.size() - 1);
    while (buckets[at] != 0) at = (at + 1) & (buckets.size() - 1);
    buckets[at] = Narrow(i + 1);
  }
  AddNames(sources, &SourceNames::declared, columns[P::kDeclaredNames], columns[P::kDeclaredBy]);
  AddNames(sources, &SourceNames::deep, columns[P::kDeepNames], columns[P::kDeepBy]);
  AddNames(sources, &SourceNames::shallow, columns[P::kShallowNames], columns[P::kShallowBy]);

  // The checksum of all that follows, the sizes, the columns, the blobs.
  std::string bytes(8, '\0');
  auto put = [&](std::uint64_t number) { bytes.append(reinterpret_cast<char*>(&number), 8); };
  for (const auto& column : columns) put(column.size());
  for (const std::string& blob : blobs) put(blob.size());
  for (const auto& column : columns) {
    bytes.append(reinterpret_cast<const char*>(column.data()), 4 * column.size());
  }
  for (const std::string& blob : blobs) bytes += blob;
  const std::uint64_t sum = Checksum(std::string_view(bytes).substr(8));
  std::memcpy(bytes.data(), &sum, 8);
  return bytes;
}

std::shared_ptr<const PackedTests> PackedTests::Decode(MappedValue value, size_t domains,
                                                       size_t suites) {
  constexpr size_t kHead = 8 * (1 + size_t{kColumns} + size_t{kBlobs});
  const std::string_view bytes = value.bytes;
  if (bytes.size() < kHead || reinterpret_cast<std::uintptr_t>(bytes.data()) % 4 != 0) {
    return nullptr;
  }
  auto number = [&](size_t index) {
    std::uint64_t at = 0;
    std::memcpy(&at, bytes.data() + 8 * index, 8);
    return at;
  };
  if (number(0) != Checksum(bytes.substr(8))) return nullptr;
  std::shared_ptr<PackedTests> tests(new PackedTests);
  size_t begin = kHead;
  constexpr size_t kParts = size_t{kColumns} + size_t{kBlobs};
  for (size_t i = 0; i < kParts; ++i) {
    const std::uint64_t size = number(1 + i);
    const std::uint64_t unit = i < kColumns ? 4 : 1;
    if (size > (bytes.size() - begin) / unit) return nullptr;
    const std::string_view part = bytes.substr(begin, size * unit);
    if (i < kColumns) {
      tests->columns_[i] = {reinterpret_cast<const std::uint32_t*>(part.data()), size};
    } else {
      tests->blobs_[i - kColumns] = part;
    }
    begin += part.size();
  }
  tests->value_ = std::move(value);
  if (begin != bytes.size() || !tests->Check(domains, suites)) return nullptr;
  return tests;
}

// The checksum has found accidents; this finds what another configuration or a mistake of ours
// would make of an index.
bool PackedTests::Check(size_t domains, size_t suites) {
  const size_t all = sources(), tests = column(kIdEnds).size(), classes = column(kOwnerEnds).size();
  bool right =
      AreEnds(column(kPathEnds), blobs_[kPaths].size()) &&
      std::all_of(column(kLanguages).begin(), column(kLanguages).end(),
                  [](std::uint32_t one) {
                    return (one & kLanguageBits) <= static_cast<std::uint32_t>(Language::kStarlark);
                  }) &&
      column(kPathEnds).size() == all && column(kClasses).size() == all &&
      AllBelow(column(kClasses), classes) && column(kFirstTests).size() == all + 1 &&
      AreEnds(column(kFirstTests), tests) && AreEnds(column(kIdEnds), blobs_[kIds].size()) &&
      column(kSpecialEnds).size() == column(kSpecials).size() &&
      std::is_sorted(column(kSpecials).begin(), column(kSpecials).end()) &&
      AllBelow(column(kSpecials), tests) &&
      AreEnds(column(kSpecialEnds), blobs_[kSpecialBytes].size()) &&
      AreEnds(column(kOwnerEnds), column(kOwners).size()) && AllBelow(column(kOwners), domains) &&
      column(kRunEnds).size() == classes && AreEnds(column(kRunEnds), column(kRuns).size()) &&
      AllBelow(column(kRuns), suites) && column(kTotals).size() == suites &&
      column(kListed).size() == suites && std::has_single_bit(column(kBuckets).size()) &&
      column(kBuckets).size() > tests &&
      column(kDeclaredNames).size() == column(kDeclaredBy).size() &&
      column(kDeepNames).size() == column(kDeepBy).size() &&
      column(kShallowNames).size() == column(kShallowBy).size() &&
      column(kRawIdEnds).size() == all && AreEnds(column(kRawIdEnds), blobs_[kRawIds].size());
  if (!right) return false;
  size_t owner = 0, run = 0;
  for (size_t i = 0; i < classes; ++i) {
    auto& owners = owners_.emplace_back();
    while (owner < column(kOwnerEnds)[i]) {
      owners.push_back(DomainId{static_cast<int>(column(kOwners)[owner++])});
    }
    auto& runs = runs_.emplace_back();
    while (run < column(kRunEnds)[i]) runs.push_back(static_cast<int>(column(kRuns)[run++]));
  }
  return true;
}

std::string_view PackedTests::TextAt(Column ends, Blob blob, size_t index) const {
  const size_t begin = index == 0 ? 0 : column(ends)[index - 1];
  return blobs_[blob].substr(begin, column(ends)[index] - begin);
}

Language PackedTests::language(size_t source) const {
  return static_cast<Language>(column(kLanguages)[source] & kLanguageBits);
}

bool PackedTests::is_test_file(size_t source) const {
  return (column(kLanguages)[source] & kTestFile) != 0;
}

std::optional<size_t> PackedTests::Find(std::string_view path) const {
  size_t begin = 0, end = sources();
  while (begin < end) {
    const size_t middle = (begin + end) / 2;
    const int order = this->path(middle).compare(path);
    if (order == 0) return middle;
    (order < 0 ? begin : end) = order < 0 ? middle + 1 : middle;
  }
  return std::nullopt;
}

void PackedTests::VisitNamed(By by, NameHash name, const std::function<void(size_t)>& visit) const {
  const Column first = by == By::kDeclared ? kDeclaredNames
                       : by == By::kDeep   ? kDeepNames
                                           : kShallowNames;
  const Numbers& names = column(first);
  const Numbers& sources_of = column(static_cast<Column>(first + 1));
  auto [begin, end] = std::equal_range(names.begin(), names.end(), name);
  for (auto at = begin; at != end; ++at) {
    const std::uint32_t source = sources_of[static_cast<size_t>(at - names.begin())];
    if (source < sources()) visit(source);
  }
}

TestView::SuiteState PackedTests::Suite(int suite) const {
  const auto number = static_cast<size_t>(suite);
  return {column(kListed)[number] != 0, static_cast<int>(column(kTotals)[number]), nullptr};
}

bool PackedTests::IsVisited(size_t source, const std::vector<bool>& wanted) const {
  if ((column(kLanguages)[source] & kSpecial) != 0) return true;
  const std::vector<DomainId>& owners = owners_[column(kClasses)[source]];
  return std::any_of(owners.begin(), owners.end(),
                     [&](DomainId owner) { return wanted[static_cast<size_t>(owner)]; });
}

void PackedTests::Visit(const std::vector<bool>& wanted, const VisitTest& visit) const {
  for (size_t i = 0; i < sources(); ++i) {
    if (IsVisited(i, wanted)) VisitSource(i, visit);
  }
}

void PackedTests::VisitSource(size_t source, const VisitTest& visit) const {
  const Numbers& specials = column(kSpecials);
  const std::uint32_t begin = column(kFirstTests)[source];
  const std::uint32_t end = column(kFirstTests)[source + 1];
  auto special = std::lower_bound(specials.begin(), specials.end(), begin);
  const std::uint32_t number = column(kClasses)[source];
  const std::vector<Tag> none;
  std::vector<Tag> tags;
  for (std::uint32_t test = begin; test < end; ++test) {
    const std::string_view id = TextAt(kIdEnds, kIds, test);
    if (special == specials.end() || *special != test) {
      visit({id, owners_[number], runs_[number], none, {}});
      continue;
    }
    std::string_view undecided;
    DecodeSpecial(
        TextAt(kSpecialEnds, kSpecialBytes, static_cast<size_t>(special++ - specials.begin())),
        tags, undecided);
    visit({id, owners_[number], runs_[number], tags, undecided});
  }
}

bool PackedTests::Runs(size_t source, int suite) const {
  const std::vector<int>& runs = runs_[column(kClasses)[source]];
  return std::binary_search(runs.begin(), runs.end(), suite);
}

void PackedTests::VisitIds(size_t source, int suite,
                           const std::function<void(std::string_view)>& visit) const {
  if (!Runs(source, suite)) return;
  for (std::uint32_t test = column(kFirstTests)[source]; test < column(kFirstTests)[source + 1];
       ++test) {
    visit(TextAt(kIdEnds, kIds, test));
  }
}

void PackedTests::VisitSuite(int suite, const std::function<void(std::string_view)>& visit) const {
  for (size_t i = 0; i < sources(); ++i) VisitIds(i, suite, visit);
}

size_t PackedTests::SourceOf(std::uint32_t test) const {
  const Numbers& first = column(kFirstTests);
  return static_cast<size_t>(std::upper_bound(first.begin(), first.end(), test) - first.begin()) -
         1;
}

bool PackedTests::Has(int suite, std::string_view id, const std::vector<bool>& without) const {
  const Numbers& buckets = column(kBuckets);
  size_t at = Checksum(id) & (buckets.size() - 1);
  for (size_t steps = 0; buckets[at] != 0 && steps < buckets.size(); ++steps) {
    const std::uint32_t test = buckets[at] - 1;
    if (test < column(kIdEnds).size() && TextAt(kIdEnds, kIds, test) == id) {
      const size_t source = SourceOf(test);
      if (Runs(source, suite) && (without.empty() || !without[source])) return true;
    }
    at = (at + 1) & (buckets.size() - 1);
  }
  return false;
}

}  // namespace testfed
