// Go's own parser and go command against what is read here, over Go's standard library and, where
// the environment names one, TESTFED_GO_SOURCES. Both need Debian's golang-go.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "contracts/test_filter.h"
#include "tests/contracts/facts_text.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

// The rules of cmd/go/internal/load/test.go and go/doc/example.go, over the syntax tree.
constexpr const char* kOracle = R"go(package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isTest(name, prefix string) bool {
	if !strings.HasPrefix(name, prefix) {
		return false
	}
	if len(name) == len(prefix) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(name[len(prefix):])
	return !unicode.IsLower(r)
}

func isTestFunc(fn *ast.FuncDecl, arg string) bool {
	if fn.Type.Results != nil && len(fn.Type.Results.List) > 0 || fn.Type.TypeParams != nil ||
		len(fn.Type.Params.List) != 1 || len(fn.Type.Params.List[0].Names) > 1 {
		return false
	}
	ptr, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	if name, ok := ptr.X.(*ast.Ident); ok && name.Name == arg {
		return true
	}
	sel, ok := ptr.X.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == arg
}

func isExample(fn *ast.FuncDecl) bool {
	return len(fn.Type.Params.List) == 0 && fn.Type.Results == nil && fn.Type.TypeParams == nil
}

func main() {
	filepath.WalkDir(os.Args[1], func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			fmt.Printf("%s broken\n", path)
			return nil
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil {
				continue
			}
			name := fn.Name.Name
			if isTest(name, "Test") && isTestFunc(fn, "T") || isTest(name, "Fuzz") && isTestFunc(fn, "F") ||
				isTest(name, "Example") && isExample(fn) {
				at := set.PositionFor(fn.Name.Pos(), false)
				fmt.Printf("%s %s %d:%d\n", path, name, at.Line, at.Column)
			}
		}
		return nil
	})
}
)go";

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::path(testing::TempDir()) / (name + "." + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::optional<std::string> Go(const Folder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> command = {
      "env", "-C", folder.path(), "GOFLAGS=-mod=mod", "GO111MODULE=auto", "GOPROXY=off", "go"};
  command.insert(command.end(), words.begin(), words.end());
  return OutputOf(command);
}

bool HasGo() { return OutputOf({"sh", "-c", "command -v go"}).has_value(); }

TEST(GoOracle, TheStandardLibraryHoldsTheTestsThatAreRead) {
  if (!HasGo()) GTEST_SKIP() << "needs Debian's golang-go";
  const char* other = std::getenv("TESTFED_GO_SOURCES");
  std::optional<std::string> root = OutputOf({"go", "env", "GOROOT"});
  ASSERT_TRUE(root);
  // Debian's GOROOT has links to the sources.
  const fs::path sources =
      fs::canonical(other != nullptr ? other : root->substr(0, root->find('\n')) + "/src");
  Folder folder("go_oracle");
  folder.Write("oracle.go", kOracle);
  std::optional<std::string> output = Go(folder, {"run", "oracle.go", sources.string()});
  ASSERT_TRUE(output);
  std::set<std::string> expected, read;
  std::istringstream lines(*output);
  std::set<std::string> broken;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with(" broken")) {
      broken.insert(line.substr(0, line.size() - 7));
    } else {
      expected.insert(line);
    }
  }
  int files = 0, undecided = 0;
  for (const auto& entry : fs::recursive_directory_iterator(sources)) {
    const std::string path = entry.path().string();
    if (!path.ends_with("_test.go") || broken.contains(path) || !entry.is_regular_file()) continue;
    ++files;
    SourceFacts facts = ReadSource(Language::kGo, Contents(entry.path()));
    undecided += facts.undecided.empty() ? 0 : 1;
    for (const SourceDeclaration& test : facts.declarations) {
      read.insert(path + " " + test.name + " " + std::to_string(test.position.line) + ":" +
                  std::to_string(test.position.column));
    }
  }
  EXPECT_GT(files, 0);
  EXPECT_EQ(undecided, 0);
  EXPECT_EQ(read, expected);
  std::cout << expected.size() << " tests in " << files << " files agree; " << broken.size()
            << " files that Go cannot parse\n";
}

// Names that only a run of the go command shows.
TEST(GoOracle, GoTestRunsExactlyTheNamedTests) {
  if (!HasGo()) GTEST_SKIP() << "needs Debian's golang-go";
  Folder folder("go_run");
  folder.Write("go.mod", "module acme\n\ngo 1.19\n");
  const std::string a =
      "package a\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\nfunc TestX(t *testing.T) {}\n"
      "func TestXY(t *testing.T) {}\nfunc FuzzX(f *testing.F) { f.Fuzz(func(t *testing.T, i int) "
      "{}) }\n"
      "func ExampleX() {\n\tfmt.Println(1)\n\t// Output: 1\n}\nfunc Testing(t *testing.T) {}\n"
      "func TestMain(m *testing.M) { m.Run() }\n";
  const std::string b =
      "package b_test\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {}\n"
      "func TestZ(t *testing.T) {}\n";
  folder.Write("p/a/a_test.go", a);
  folder.Write("p/b/b_test.go", b);
  std::set<std::string> ids, listed;
  Discovery found = Discover(Language::kGo, {{"p/a/a_test.go", a}, {"p/b/b_test.go", b}});
  for (const testfed::Test& test : found.tests) {
    ids.insert(test.id);
  }
  for (const char* package : {"./p/a", "./p/b"}) {
    std::optional<std::string> list = Go(folder, {"test", "-list", ".", package});
    ASSERT_TRUE(list);
    std::istringstream lines(*list);
    for (std::string line; std::getline(lines, line) && !line.starts_with("ok");) {
      listed.insert(std::string(package) + "#" + line);
    }
  }
  EXPECT_EQ(ids, listed);

  FilterRequest request;
  request.runner = Runner::kGo;
  request.tests = {"./p/a#ExampleX", "./p/a#FuzzX", "./p/a#TestX", "./p/b#TestX"};
  std::set<std::string> ran;
  const std::vector<RunnerCall> calls = FilterFor(request).value();
  for (const RunnerCall& call : calls) {
    std::vector<std::string> words = {"test", "-v"};
    words.insert(words.end(), call.words.begin(), call.words.end());
    std::optional<std::string> output = Go(folder, words);
    ASSERT_TRUE(output);
    std::istringstream lines(*output);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("=== RUN")) ran.insert(call.words.back() + "#" + line.substr(10));
    }
  }
  EXPECT_EQ(ran, std::set<std::string>(request.tests.begin(), request.tests.end()));
}

}  // namespace
}  // namespace testfed
