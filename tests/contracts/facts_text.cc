#include "tests/contracts/facts_text.h"

#include <gtest/gtest.h>

#include <random>

#include "contracts/test_resolver.h"

namespace testfed {
namespace {

std::string At(Position position) {
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

std::string TextOf(const Tag& tag) {
  switch (tag.kind) {
    case Tag::Kind::kSmoke:
      return " smoke@" + At(tag.at.position);
    case Tag::Kind::kAffected:
      return " affected:" + tag.domain + "@" + At(tag.at.position);
    case Tag::Kind::kChangedIn:
      break;
  }
  return " changed:" + tag.domain + "@" + At(tag.at.position);
}

}  // namespace

Discovery Discover(Language language,
                   const std::vector<std::pair<std::string, std::string>>& sources) {
  std::vector<SourceFile> files;
  for (const auto& [path, text] : sources) {
    auto facts = std::make_shared<SourceFacts>(ReadSource(language, text));
    EXPECT_EQ(DecodeFacts(EncodeFacts(*facts)), *facts);
    files.push_back({path, language, facts, true});
  }
  return ResolveTests(files);
}

std::string TestsOf(Language language,
                    const std::vector<std::pair<std::string, std::string>>& sources) {
  Discovery found = Discover(language, sources);
  std::string text;
  for (const Test& test : found.tests) {
    if (sources.size() > 1) text += found.files[static_cast<size_t>(test.file)] + " ";
    text += test.id + " " + At(test.position);
    for (const Tag& tag : test.tags) text += TextOf(tag);
    text += test.undecided.empty() ? "\n" : " ? " + test.undecided + "\n";
  }
  for (const Finding& finding : found.findings) {
    bool repeats = false;
    for (const Test& test : found.tests) repeats = repeats || test.undecided == finding.message;
    if (repeats) continue;
    text += "! " + ToString(finding.place) + ": " + finding.message + " [" + finding.code + "]\n";
  }
  return text;
}

std::string TestsOf(Language language, const std::string& text, const std::string& path) {
  return TestsOf(language, {{path, text}});
}

std::string ReferencesOf(Language language, const std::string& text) {
  std::string lines;
  for (const Reference& reference : ReadReferences(language, text)) {
    lines += reference.text + " " + At(reference.position) + "\n";
  }
  return lines;
}

void ReadDamaged(Language language, const std::string& text, const std::string& path, int rounds) {
  auto read = [&](const std::string& damaged) {
    Discover(language, {{path, damaged}});
    ReadReferences(language, damaged);
  };
  for (size_t size = 0; size <= text.size(); ++size) read(text.substr(0, size));
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  auto below = [&](size_t bound) { return random() % bound; };
  const std::string bytes = "{}()[]<>\"'`\\/*#\n\r@:;,R=\xc3\0 0";
  for (int round = 0; round < rounds; ++round) {
    std::string damaged = text;
    for (size_t change = 0, count = 1 + below(4); change < count; ++change) {
      size_t at = below(damaged.size());
      switch (below(4)) {
        case 0:
          damaged[at] = bytes[below(bytes.size())];
          break;
        case 1:
          damaged.insert(at, 1, bytes[below(bytes.size())]);
          break;
        case 2:
          damaged.erase(at, below(20));
          break;
        default:
          damaged.insert(at, damaged.substr(below(damaged.size()), below(40)));
      }
      if (damaged.empty()) damaged = "x";
    }
    read(damaged);
  }
}

}  // namespace testfed
