#include "contracts/reference_target.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

using Kind = Reference::Kind;

TEST(ReferenceTarget, Cases) {
  const FileList files({"a/include/lib/x.h", "a/lib/y.h", "a/py/__init__.py", "a/py/m.py",
                        "a/ts/index.ts", "a/ts/z.ts", "b/lib/y.h", "data/deep/one/f.json",
                        "data/deep/one/g.json", "top.txt"});
  struct Case {
    const char* name;
    Language language;
    const char* from;
    Kind kind;
    const char* text;
    const char* target;
  };
  const Case cases[] = {
      {"from the folder", Language::kCpp, "a/x.cc", Kind::kInclude, "lib/y.h", "a/lib/y.h"},
      {"from the root", Language::kCpp, "b/x.cc", Kind::kInclude, "a/lib/y.h", "a/lib/y.h"},
      {"by its end", Language::kCpp, "b/x.cc", Kind::kInclude, "lib/x.h", "a/include/lib/x.h"},
      {"by an end of two", Language::kCpp, "c/x.cc", Kind::kInclude, "lib/y.h", ""},
      {"a bare name", Language::kCpp, "c/x.cc", Kind::kInclude, "x.h", ""},
      {"a module", Language::kPython, "b/x.py", Kind::kImport, "../a/py/m", "a/py/m.py"},
      {"a package", Language::kPython, "b/x.py", Kind::kImport, "../a/py", "a/py/__init__.py"},
      {"TypeScript", Language::kScript, "b/x.ts", Kind::kImport, "../a/ts/z", "a/ts/z.ts"},
      {"TypeScript as js", Language::kScript, "b/x.ts", Kind::kImport, "../a/ts/z.js", "a/ts/z.ts"},
      {"index", Language::kScript, "b/x.ts", Kind::kImport, "../a/ts", "a/ts/index.ts"},
      {"outside", Language::kScript, "b/x.ts", Kind::kImport, "../../a/ts", ""},
      {"a file", Language::kGo, "b/x.go", Kind::kText, "data/deep/one/f.json",
       "data/deep/one/f.json"},
      {"a relative file", Language::kGo, "b/x.go", Kind::kText, "../data/deep/one/f.json",
       "data/deep/one/f.json"},
      {"a deep folder", Language::kGo, "b/x.go", Kind::kText, "data/deep/one/", "data/deep/one/"},
      {"a shallow folder", Language::kGo, "b/x.go", Kind::kText, "data/deep", ""},
      {"a route", Language::kGo, "b/x.go", Kind::kText, "/data/deep/one", ""},
      {"a folder of two names", Language::kGo, "b/x.go", Kind::kText, "../data/deep", "data/deep/"},
      {"a folder of one name", Language::kGo, "b/c/x.go", Kind::kText, "../../data", ""},
      {"metadata", Language::kKotlin, "b/x.kt", Kind::kMetadata, "data/deep", "data/deep/"},
      {"nothing", Language::kGo, "b/x.go", Kind::kText, "data/deep/two", ""},
  };
  for (const Case& one : cases) {
    const SourceReferences source{one.from, one.language, false, {}};
    EXPECT_EQ(TargetOf(source, {one.kind, one.text, {}}, files), one.target) << one.name;
  }
  const SourceReferences link{"b/l", Language{}, true, {}};
  EXPECT_EQ(TargetOf(link, {Kind::kText, "../data", {}}, files), "data/");
  EXPECT_EQ(TargetOf(link, {Kind::kText, "../top.txt", {}}, files), "top.txt");
}

TEST(ReferenceTarget, PathsAreJoinedWithoutDots) {
  EXPECT_EQ(JoinedPath("a/b", "../c/./d"), "a/c/d");
  EXPECT_EQ(JoinedPath("", "./c//d/"), "c/d");
  EXPECT_EQ(JoinedPath("a", "../.."), "");
  EXPECT_EQ(JoinedPath("a", "../../b"), "");
  EXPECT_EQ(FolderOf("a/b/c"), "a/b");
  EXPECT_EQ(FolderOf("c"), "");
}

}  // namespace
}  // namespace testfed
