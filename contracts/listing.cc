#include "contracts/listing.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "contracts/xml.h"
#include "domains/json.h"

namespace testfed {
namespace {

// Relative to `root`; an empty place for what is not below it.
Place PlaceBelow(const std::string& root, std::string_view path, Position position) {
  std::string_view folder = root;
  while (folder.ends_with('/')) folder.remove_suffix(1);
  if (root.empty() || !path.starts_with(folder) || path.size() <= folder.size() + 1 ||
      path[folder.size()] != '/') {
    return {};
  }
  return {std::string(path.substr(folder.size() + 1)), position};
}

int IntOf(std::int64_t number) {
  return number < 0 || number > std::numeric_limits<int>::max() ? 0 : static_cast<int>(number);
}

class CtestListing {
 public:
  CtestListing(const Json& json, const std::string& root)
      : json_(json), graph_(json["backtraceGraph"]), root_(root) {}

  Listing Read() const {
    Listing listing;
    for (const Json& test : json_["tests"].Items()) {
      ListedTest listed;
      listed.id = test["name"].String();
      for (const Json& property : test["properties"].Items()) {
        if (property["name"].String() != "LABELS") continue;
        for (const Json& label : property["value"].Items()) listed.labels.push_back(label.String());
      }
      if (test["backtrace"].IsInt()) listed.at = DeclaredAt(test["backtrace"].Int());
      listing.tests.push_back(std::move(listed));
    }
    return listing;
  }

 private:
  const Json* NodeAt(std::int64_t index) const {
    const Json::Array& nodes = graph_["nodes"].Items();
    if (index < 0 || index >= static_cast<std::int64_t>(nodes.size())) return nullptr;
    return &nodes[static_cast<size_t>(index)];
  }
  std::string_view TextAt(std::string_view list, const Json& index) const {
    const Json::Array& items = graph_[list].Items();
    if (!index.IsInt() || index.Int() < 0 ||
        index.Int() >= static_cast<std::int64_t>(items.size())) {
      return {};
    }
    return items[static_cast<size_t>(index.Int())].String();
  }

  // Of the calls that lead to add_test() the outermost below the root: whoever calls a function of
  // a shared module declares the test. But an include() is no such call.
  Place DeclaredAt(std::int64_t index) const {
    Place place;
    const Json* node = NodeAt(index);
    for (size_t steps = 0; node != nullptr && steps < 1000; ++steps) {
      std::string command(TextAt("commands", (*node)["command"]));
      std::transform(command.begin(), command.end(), command.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      if (command == "include" || command == "find_package" || command == "add_subdirectory") break;
      if ((*node)["line"].IsInt()) {
        Place here =
            PlaceBelow(root_, TextAt("files", (*node)["file"]), {IntOf((*node)["line"].Int()), 1});
        if (!here.file.empty()) place = std::move(here);
      }
      node = (*node)["parent"].IsInt() ? NodeAt((*node)["parent"].Int()) : nullptr;
    }
    return place;
  }

  const Json& json_;
  const Json& graph_;
  const std::string& root_;
};

absl::StatusOr<Listing> ReadCtest(std::string_view text, const std::string& file,
                                  const std::string& root) {
  const char* kHint = "make the listing again, of a configured build folder";
  const char* kMake = "ctest --test-dir BUILD --show-only=json-v1 > FILE";
  absl::StatusOr<Json> json = ParseJson(text, file);
  if (!json.ok()) return WithHint(json.status(), kHint, kMake);
  if ((*json)["kind"].String() != "ctestInfo") {
    return Error(file + ": it is no output of `ctest --show-only=json-v1`", kHint, kMake);
  }
  if ((*json)["version"]["major"].Int() != 1) {
    return Error(file + ": testfed reads version 1 of ctest's listing", kHint, kMake);
  }
  // What gtest_discover_tests and its kin put in the place of tests that only a built binary tells:
  // the build will replace it by them, and so move the numbers of all that follow.
  for (const Json& test : (*json)["tests"].Items()) {
    const std::string& name = test["name"].String();
    if (test.Has("command") || name.find("_NOT_BUILT") == std::string::npos) continue;
    return Error(file + ": `" + name + "` stands for tests that are not built yet",
                 "build them, then make the listing again", kMake);
  }
  Listing listing = CtestListing(*json, root).Read();
  for (const ListedTest& test : listing.tests) {
    // With an index for every test, one that cannot be named may not be skipped over.
    if (test.id.empty()) return Error(file + ": a test has no name", kHint, kMake);
  }
  return listing;
}

// "/root/a/BUILD:3:8"
Place BazelPlace(const std::string& root, std::string_view location) {
  Position position;
  for (int* number : {&position.column, &position.line}) {
    size_t colon = location.rfind(':');
    if (colon == std::string_view::npos) return {};
    const char* begin = location.data() + colon + 1;
    const char* end = location.data() + location.size();
    auto [rest, error] = std::from_chars(begin, end, *number);
    if (error != std::errc() || rest != end) return {};
    location = location.substr(0, colon);
  }
  return PlaceBelow(root, location, position);
}

// The main repository's rules whose names end in `_test`, as Bazel demands of test rules.
bool IsBazelTest(std::string_view rule_class) { return rule_class.ends_with("_test"); }

std::string LabelOf(std::string_view name) {
  size_t at = name.find_first_not_of('@');
  if (at != std::string_view::npos && name.substr(at).starts_with("//")) name.remove_prefix(at);
  return std::string(name);
}

void AddUnlessManual(ListedTest test, Listing& listing) {
  for (const std::string& label : test.labels) {
    if (label == "manual") return;
  }
  listing.tests.push_back(std::move(test));
}

// Elements by depth: `query`, its `rule`s, their `list`s, and of the list of tags its `string`s.
class BazelQuery : public XmlReader {
 public:
  BazelQuery(const std::string& file, const std::string& root) : file_(file), root_(root) {}

  absl::Status Open(const XmlElement& element) override {
    if (depth_ == 0 && element.name != "query") {
      return Error(file_ + ": it is no output of `bazel query --output=xml`", kHint, kMake);
    }
    if (depth_ == 1 && element.name == "rule" && IsBazelTest(element["class"])) {
      in_test_ = true;
      test_.id = LabelOf(element["name"]);
      test_.at = BazelPlace(root_, element["location"]);
    } else if (depth_ == 2 && in_test_) {
      in_tags_ = element.name == "list" && element["name"] == "tags";
    } else if (depth_ == 3 && in_tags_ && element.name == "string") {
      test_.labels.emplace_back(element["value"]);
    }
    ++depth_;
    return absl::OkStatus();
  }

  absl::Status Close(std::string_view) override {
    --depth_;
    if (depth_ == 1 && std::exchange(in_test_, false)) {
      AddUnlessManual(std::exchange(test_, {}), listing);
    }
    if (depth_ <= 2) in_tags_ = false;
    return absl::OkStatus();
  }

  absl::Status Text(std::string_view text) override {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return absl::OkStatus();
    return Error(file_ + ": there is text between tags, which `bazel query` does not write");
  }

  static constexpr const char* kHint = "make the listing again";
  static constexpr const char* kMake = "bazel query --output=xml 'tests(//...)' > FILE";
  Listing listing;

 private:
  const std::string& file_;
  const std::string& root_;
  int depth_ = 0;
  bool in_test_ = false, in_tags_ = false;
  ListedTest test_;
};

absl::StatusOr<Listing> ReadBazelXml(std::string_view text, const std::string& file,
                                     const std::string& root) {
  BazelQuery query(file, root);
  absl::Status status = ReadXml(text, file, query);
  if (status.ok()) return std::move(query.listing);
  if (!HintsOf(status).empty()) return status;
  return WithHint(status, BazelQuery::kHint, BazelQuery::kMake);
}

// One JSON object a line, as blaze_query.Target in Bazel's build.proto.
absl::StatusOr<Listing> ReadBazelJson(std::string_view text, const std::string& file,
                                      const std::string& root) {
  Listing listing;
  for (int line = 1; !text.empty(); ++line) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    TESTFED_ASSIGN_OR_RETURN(Json target, ParseJson(one, file + ":" + std::to_string(line)));
    const Json& rule = target["rule"];
    if (!IsBazelTest(rule["ruleClass"].String())) continue;
    ListedTest test;
    test.id = LabelOf(rule["name"].String());
    test.at = BazelPlace(root, rule["location"].String());
    for (const Json& attribute : rule["attribute"].Items()) {
      if (attribute["name"].String() != "tags") continue;
      for (const Json& tag : attribute["stringListValue"].Items()) {
        test.labels.push_back(tag.String());
      }
    }
    AddUnlessManual(std::move(test), listing);
  }
  return listing;
}

}  // namespace

absl::StatusOr<Listing> ReadListing(Runner runner, std::string_view text, const std::string& file,
                                    const std::string& root) {
  if (runner == Runner::kCtest) return ReadCtest(text, file, root);
  if (runner != Runner::kBazel) {
    return Error(file + ": the runner `" + std::string(ToString(runner)) + "` has no listing");
  }
  size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '<') return ReadBazelXml(text, file, root);
  if (first != std::string_view::npos && text[first] == '{') return ReadBazelJson(text, file, root);
  return Error(file + ": it is neither XML nor JSON of `bazel query`", "make the listing again",
               "bazel query --output=xml 'tests(//...)' > FILE");
}

}  // namespace testfed
