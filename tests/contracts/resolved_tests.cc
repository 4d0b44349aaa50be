#include "tests/contracts/resolved_tests.h"

#include <memory>

namespace testfed {

Discovery Resolved(const std::map<std::string, std::string>& files, const ResolveOptions& options) {
  std::vector<SourceFile> sources;
  for (const auto& [path, text] : files) {
    const Language language = LanguageOf(path).value();
    sources.push_back({path, language,
                       std::make_shared<const SourceFacts>(ReadSource(language, text)),
                       !path.starts_with("lib/")});
  }
  return ResolveTests(sources, options);
}

std::string TestLines(const Discovery& discovery) {
  std::string lines;
  for (const Test& test : discovery.tests) {
    lines += test.id;
    if (!test.tags.empty()) {
      lines += " [";
      for (const Tag& tag : test.tags) {
        if (&tag != test.tags.data()) lines += " ";
        lines += tag.kind == Tag::Kind::kSmoke      ? "smoke"
                 : tag.kind == Tag::Kind::kAffected ? "by:" + tag.domain
                                                    : "in:" + tag.domain;
      }
      lines += "]";
    }
    if (!test.undecided.empty()) lines += " !" + test.undecided;
    lines += "\n";
  }
  return lines;
}

std::string FindingLines(const Discovery& discovery) {
  std::string lines;
  for (const Finding& finding : discovery.findings) lines += Render(finding);
  return lines;
}

}  // namespace testfed
