// The rules of this folder, held against the repository itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/house/documents.h"
#include "tests/house/includes.h"
#include "tests/house/lists.h"
#include "tests/house/source_file.h"
#include "tests/house/sources.h"

namespace testfed::house {
namespace {

using Rule = Violations (*)(const Files&);

void Expect(Rule rule) {
  std::string found;
  for (const std::string& violation : rule(ReadRepository(TESTFED_SOURCE_DIR))) {
    found += violation + "\n";
  }
  EXPECT_EQ(found, "");
}

TEST(Repository, IncludesFollowTheArrows) { Expect(CheckIncludeArrows); }
TEST(Repository, IncludesStartAtTheTop) { Expect(CheckIncludeRoots); }
TEST(Repository, LibrariesAreSeenOnlyInTheirWrappers) { Expect(CheckThirdParty); }
TEST(Repository, FilesAreNamedAfterNouns) { Expect(CheckNames); }
TEST(Repository, HeadersAreGuarded) { Expect(CheckGuards); }
TEST(Repository, LongFilesSayWhy) { Expect(CheckLength); }
TEST(Repository, NothingIsLeftToBeDone) { Expect(CheckUnfinished); }
TEST(Repository, TypesAreDefinedOnce) { Expect(CheckOneDefinition); }
TEST(Repository, NoFileNamesAMachine) { Expect(CheckMachinePaths); }
TEST(Repository, LinksLeadSomewhere) { Expect(CheckLinks); }
TEST(Repository, CommandsOfDevExist) { Expect(CheckDevCommands); }
TEST(Repository, DependencyTableIsComplete) { Expect(CheckDependencyTable); }
TEST(Repository, EverySourceIsBuilt) { Expect(CheckSourcesAreBuilt); }
TEST(Repository, EveryTestBinaryIsRunByASuite) { Expect(CheckSuites); }
TEST(Repository, DocumentsThatTestsReadAreDeclared) { Expect(CheckReadDocuments); }

TEST(Repository, ReadingNothingIsAnError) {
  EXPECT_THROW(ReadRepository(TESTFED_SOURCE_DIR "/docs"), std::runtime_error);
}

TEST(Repository, LinesAreCountedAsEditorsDo) {
  EXPECT_EQ(LinesOf(""), std::vector<std::string>{});
  EXPECT_EQ(LinesOf("a\n\nb"), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(LinesOf("a\n"), std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace testfed::house
