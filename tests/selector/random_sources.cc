#include "tests/selector/random_sources.h"

#include <vector>

namespace testfed {
namespace {

class Writer {
 public:
  explicit Writer(std::mt19937& random) : random_(random) {}

  size_t Below(size_t bound) { return random_() % bound; }
  bool Chance(size_t percent) { return Below(100) < percent; }
  std::string Pick(const std::vector<std::string>& words) { return words[Below(words.size())]; }

  std::string Type() { return Pick({"Base", "Core", "Mid", "Leaf", "Other", "T1", "T2"}); }
  std::string Annotation() {
    return Pick({"SmokeTest", "AffectedByAlpha", "Marked", "Slow", "Mark2",
                 "MustRunOnChangesInBeta", "p.Marked", "Base.Inner", "Renamed"});
  }
  std::string Package() { return Pick({"p", "p", "q", ""}); }
  std::string Blank() { return std::string(Below(3), '\n'); }

  std::string Java(bool kotlin) {
    std::string text, end = kotlin ? "\n" : ";\n";
    std::string package = Package();
    if (!package.empty()) text += "package " + package + end;
    text += "import org.junit.jupiter.api.*" + end;
    for (size_t i = Below(3); i > 0; --i) {
      text += "import " + Pick({"p", "q"}) + "." +
              (Chance(30)   ? "*"
               : Chance(50) ? Type()
                            : Pick({"Marked", "Slow", "Mark2"}));
      if (kotlin && Chance(40)) text += " as " + Pick({"Renamed", "T1", "Marked"});
      text += end;
    }
    text += Blank();
    for (size_t i = 1 + Below(2); i > 0; --i) text += kotlin ? KotlinType() : JavaType(2);
    return text;
  }

  std::string JavaType(size_t depth) {
    std::string text;
    if (Chance(20)) {
      for (size_t i = Below(3); i > 0; --i) text += "@" + Annotation() + " ";
      if (Chance(50)) text += "@Tag(\"" + Pick({"smoke", "affected-by:Alpha", "x"}) + "\") ";
      if (Chance(60)) text += "@Retention(RetentionPolicy.RUNTIME) ";
      return text + "@interface " + Pick({"Marked", "Slow", "Mark2", "SmokeTest", "Inner"}) +
             " {}\n";
    }
    if (Chance(25)) text += "@" + Annotation() + "\n";
    if (Chance(15)) text += "// @SmokeTest\n";
    text += Pick({"", "abstract ", "public "}) + Pick({"class ", "class ", "interface "}) + Type();
    if (Chance(45)) text += " extends " + Pick({"", "", "p.", "Base."}) + Type();
    text += " {\n";
    for (size_t i = Below(4); i > 0; --i) {
      text += Blank() + "  ";
      if (Chance(30)) text += "@" + Annotation() + " ";
      if (Chance(70)) text += "@Test ";
      text += "public void " + Pick({"testA", "testB", "c", "d"}) + "(" +
              (Chance(30) ? Type() + (Chance(30) ? ".Inner" : "") + " x" : "") + ") {}\n";
    }
    if (depth > 0 && Chance(30)) {
      text += Pick({"@Nested ", "static ", ""}) + "class Inner" +
              (Chance(40) ? " extends " + Type() : "") + " { @Test void n() {} }\n";
    }
    return text + "}\n";
  }

  std::string KotlinType() {
    if (Chance(20)) return "typealias " + Type() + " = " + Pick({"", "p.", "q."}) + Type() + "\n";
    if (Chance(20)) {
      return "@" + Annotation() + "\nannotation class " + Pick({"Marked", "Slow", "Mark2"}) + "\n";
    }
    std::string text;
    if (Chance(25)) text += "@" + Annotation() + "\n";
    text += Pick({"class ", "open class ", "abstract class "}) + Type();
    if (Chance(45)) text += " : " + Type() + "()";
    text += " {\n";
    for (size_t i = Below(3); i > 0; --i) {
      text += Blank() + "  " + (Chance(30) ? "@" + Annotation() + " " : "") + "@Test fun " +
              Pick({"a", "b", "`c d`"}) + "(" + (Chance(20) ? "x: " + Type() : "") + ") {}\n";
    }
    return text + "}\n";
  }

  std::string Module() { return Pick({"marks", "base", "test_a", "tools", "lib"}); }

  std::string Python() {
    std::string text = "import pytest\nimport unittest\n";
    for (size_t i = Below(4); i > 0; --i) {
      std::string module = Pick({"", ".", "..", ".", "lib."}) + Pick({Module(), Module(), ""});
      if (module.empty()) module = Module();
      std::string name = Pick({"smoke", "Base", "TestOne", "test_x", "marks", "base", "lib"});
      if (Chance(25) && !module.starts_with('.')) {
        text += "import " + module + "\n";
      } else if (Chance(25)) {
        text += "from " + module + " import *\n";
      } else {
        text += "from " + module + " import " + name +
                (Chance(30) ? " as " + Pick({"TestTwo", "smoke", "test_y"}) : "") + "\n";
      }
    }
    if (Chance(30)) text += "smoke = " + Pick({"pytest.mark.smoke", "marks.smoke"}) + "\n";
    if (Chance(20)) text += "pytestmark = " + Pick({"smoke", "marks.smoke", "[smoke]"}) + "\n";
    if (Chance(10)) {
      text += "def pytest_collection_modifyitems(items):\n    items[0].add_marker(" +
              Pick({"pytest.mark.smoke", "smoke", "1"}) + ")\n";
    }
    for (size_t i = Below(3); i > 0; --i) {
      text += Blank();
      if (Chance(35))
        text += "@" + Pick({"smoke", "marks.smoke", "base.smoke", "lib.marks.smoke"}) + "\n";
      if (Chance(10)) text += "@pytest.mark.affected_by('Alpha')\n";
      if (Chance(50)) {
        text += "def " + Pick({"test_x", "test_y", "helper"}) + "():\n    pass\n";
        continue;
      }
      text += "class " + Pick({"Base", "TestOne", "TestTwo"}) + "(" +
              Pick({"", "Base", "base.Base", "unittest.TestCase", "lib.base.Base"}) + "):\n" +
              "    def " + Pick({"test_m", "test_n", "other"}) + "(self):\n        pass\n";
    }
    return text;
  }

  std::string Cpp() {
    std::string text;
    for (size_t i = Below(4); i > 0; --i) {
      text += Blank();
      std::string macro = Pick({"MY_TEST", "PAIR_TEST", "MAKE", "DEEP_TEST"});
      switch (Below(4)) {
        case 0:
          text +=
              "#define " + macro + "(a, b) " +
              Pick({"TEST(a, b)", "TEST_F(a, x_##b)", "MY_TEST(a, b)", "PAIR_TEST(b, a)", "x"}) +
              "\n";
          break;
        case 1:
          text += macro + "(" + Pick({"S1", "S2"}) + ", " + Pick({"a", "b"}) + ") {}\n";
          break;
        case 2:
          text += Pick({"", "// @SmokeTest\n", "// @AffectedByAlpha\n"}) + "TEST(" +
                  Pick({"S1", "S2"}) + ", " + Pick({"a", "b", "c"}) + ") {}\n";
          break;
        default:
          text += "// @SmokeTest\nclass S1 : public " + Pick({"S2", "Test"}) +
                  " {};\nTEST_F(S1, f) {}\n";
      }
    }
    return text;
  }

  std::string Build() {
    return "cc_test(name = \"" + Pick({"a", "b"}) + "\", tags = [" +
           Pick({"", "\"smoke\"", "\"affected-by:Alpha\"", "\"manual\""}) + "])\n";
  }
  std::string Go() {
    return "package p\n" + Blank() + Pick({"", "// @SmokeTest\n"}) + "func Test" +
           Pick({"A", "B"}) + "(t *testing.T) {}\n";
  }
  std::string Script() {
    return Blank() + Pick({"", "// @SmokeTest\n"}) + "it('" + Pick({"a", "b"}) + "', () => {});\n";
  }

 private:
  std::mt19937& random_;
};

}  // namespace

std::string RandomSourcePath(std::mt19937& random) {
  Writer writer(random);
  std::string folder = writer.Pick({"a/", "a/x/", "b/", "b/lib/", "c/", ""});
  switch (writer.Below(8)) {
    case 0:
    case 1:
      return folder + writer.Type() + ".java";
    case 2:
      return folder + writer.Type() + ".kt";
    case 3:
    case 4:
      return folder + writer.Pick({writer.Module(), writer.Module(), "__init__", "conftest"}) +
             ".py";
    case 5:
      return folder + writer.Pick({"one.cc", "two.cc", "defs.h"});
    case 6:
      return folder + writer.Pick({"BUILD", "BUILD.bazel", "rules.bzl"});
    default:
      return folder + writer.Pick({"x_test.go", "y.test.ts"});
  }
}

std::string RandomSource(const std::string& path, std::mt19937& random) {
  Writer writer(random);
  std::string text;
  if (path.ends_with(".java")) {
    text = writer.Java(false);
  } else if (path.ends_with(".kt")) {
    text = writer.Java(true);
  } else if (path.ends_with(".py")) {
    text = writer.Python();
  } else if (path.ends_with(".cc") || path.ends_with(".h")) {
    text = writer.Cpp();
  } else if (path.ends_with(".go")) {
    text = writer.Go();
  } else if (path.ends_with(".ts")) {
    text = writer.Script();
  } else {
    text = writer.Build();
  }
  if (writer.Chance(4)) text.resize(writer.Below(text.size() + 1));
  return text;
}

void ChangeSources(MemoryRepository::Files& files, std::mt19937& random) {
  Writer writer(random);
  for (size_t i = 1 + writer.Below(4); i > 0; --i) {
    std::string path = RandomSourcePath(random);
    if (!files.empty() && writer.Chance(60)) {
      auto some = files.begin();
      std::advance(some, static_cast<std::ptrdiff_t>(writer.Below(files.size())));
      path = some->first;
    }
    if (writer.Chance(15)) {
      files.erase(path);
    } else if (writer.Chance(20) && files.contains(path)) {
      files[path].bytes.insert(0, "\n");  // all places move
    } else if (writer.Chance(3)) {
      files[path] = MemoryFile("elsewhere", MemoryFile::Kind::kLink);
    } else {
      files[path] = MemoryFile(RandomSource(path, random));
    }
  }
}

}  // namespace testfed
