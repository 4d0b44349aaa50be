#include "selector/reference_reader.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"
#include "selector/memory_repository.h"

namespace testfed {
namespace {

std::string Lines(std::string_view text) {
  std::string lines;
  for (const Annotation& tag : ReadStrayTags(text)) {
    lines += std::to_string(tag.position.line) + ":" + std::to_string(tag.position.column) + " " +
             tag.name + "\n";
  }
  return lines;
}

TEST(ReferenceReader, StrayTagsStandFirstInTheLineOfAComment) {
  EXPECT_EQ(Lines("# @SmokeTest, @AffectedByJs\n"
                  "  /// @MustRunAlways\n"
                  " * @MustRunOnChangesInApi what follows is text\n"
                  "@AffectedByApi\n"
                  "mail me@SmokeTest\n"
                  "let x = \"@SmokeTest\"\n"
                  "# @Smoke @param\n"),
            "1:3 SmokeTest\n1:15 AffectedByJs\n2:7 MustRunAlways\n3:4 MustRunOnChangesInApi\n"
            "4:1 AffectedByApi\n");
}

TEST(ReferenceReader, ReadsReferencesLinksAndTagsOfFilesThatNoRunnerReads) {
  MemoryRepository repository;
  repository.CheckOut(repository.AddCommit({{"a/test_x.py", "# @SmokeTest\nopen('b/data.json')\n"},
                                            {"b/data.json", "// @SmokeTest"},
                                            {"b/Main.java", "// @SmokeTest\nclass Main {}\n"},
                                            {"b/link", MemoryFile("../a", MemoryFile::Kind::kLink)},
                                            {"b/spec.rb", "# @SmokeTest\n"}}));
  DeclarationsResult declared =
      ReadDeclarations("A: {include: [a], suites: {unit: {runner: pytest}}}\n", "domains.yaml");
  absl::StatusOr<RepositoryReferences> read =
      ReadRepositoryReferences(repository, Snapshot::Index(), declared.declarations, nullptr, 0);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->files.size(), 5U);
  ASSERT_EQ(read->sources.size(), 2U);
  EXPECT_EQ(read->sources[0].path, "a/test_x.py");
  EXPECT_EQ(read->sources[0].references[0].text, "b/data.json");
  EXPECT_EQ(read->sources[1].path, "b/link");
  EXPECT_TRUE(read->sources[1].is_link);
  ASSERT_EQ(read->stray_tags.size(), 2U);
  EXPECT_EQ(ToString(read->stray_tags[0].at), "b/Main.java:1:4");
  EXPECT_EQ(ToString(read->stray_tags[1].at), "b/spec.rb:1:3");
}

}  // namespace
}  // namespace testfed
