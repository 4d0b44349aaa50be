#include "bench/test_sources.h"

#include <vector>

#include "bench/random_numbers.h"

namespace testfed::bench {
namespace {

enum class Kind { kJava, kKotlin, kPython, kCpp, kGo, kScript };

// The first two files of a domain are its base class and its annotation.
constexpr size_t kBaseFile = 0;
constexpr size_t kAnnotationFile = 1;

Kind KindOf(size_t index) {
  static const std::vector<Kind> kOfTen = {Kind::kJava,   Kind::kJava,   Kind::kJava, Kind::kJava,
                                           Kind::kKotlin, Kind::kPython, Kind::kCpp,  Kind::kPython,
                                           Kind::kGo,     Kind::kScript};
  return kOfTen[index % kOfTen.size()];
}

class Writer {
 public:
  Writer(size_t number, bool edited)
      : random_(number + 1),
        domain_(number % kTestDomains),
        index_(number / kTestDomains),
        name_("Part" + std::to_string(number)),
        edited_(edited) {}

  TestSource Make() {
    const std::string folder =
        "testsuite/d" + std::to_string(domain_) + "/pkg" + std::to_string(index_ % 7) + "/";
    const std::string domain = std::to_string(domain_);
    if (index_ == kBaseFile) {
      return {folder + "BaseOf" + domain + ".java",
              "package com.acme.base;\npublic abstract class BaseOf" + domain + " {}\n", 0};
    }
    if (index_ == kAnnotationFile) {
      return {folder + "CarefulOf" + domain + ".java",
              "package com.acme.base;\n@SmokeTest\npublic @interface CarefulOf" + domain + " {}\n",
              0};
    }
    source_.tests = 1 + random_.Below(11) + (edited_ ? 1 : 0);
    switch (KindOf(index_)) {
      case Kind::kJava:
        source_.path = folder + name_ + "Test.java";
        Jvm(false);
        break;
      case Kind::kKotlin:
        source_.path = folder + name_ + "Test.kt";
        Jvm(true);
        break;
      case Kind::kPython:
        source_.path = folder + "test_" + name_ + ".py";
        Python();
        break;
      case Kind::kCpp:
        source_.path = folder + name_ + "_test.cc";
        Cpp();
        break;
      case Kind::kGo:
        // A package of its own: names are one a package.
        source_.path = folder + "go" + name_ + "/part_test.go";
        Go();
        break;
      case Kind::kScript:
        source_.path = folder + name_ + ".test.ts";
        Script();
        break;
    }
    return std::move(source_);
  }

 private:
  std::string Domain() { return "Tests" + std::to_string(random_.Below(kTestDomains)); }
  std::string Number() { return std::to_string(random_.Below(100000)); }
  void Add(const std::string& line) { source_.text += line + "\n"; }
  // Some ordinary code.
  void Body(const std::string& begin, const std::string& end, const std::string& comment) {
    for (size_t line = 4 + random_.Below(20); line > 0; --line) {
      Add(begin + "value" + Number() + " = call(\"some text { " + Number() + "\", items(" +
          Number() + "))" + end);
      if (random_.Percent(20)) Add("    " + comment + " what it holds is rounded, as a rule {");
    }
  }
  // "" for 97 of a hundred.
  std::string Tag() {
    if (!random_.Percent(3)) return "";
    return random_.Percent(50) ? "SmokeTest" : "AffectedBy" + Domain();
  }

  void Jvm(bool kotlin) {
    const std::string end = kotlin ? "" : ";";
    const std::string domain = std::to_string(domain_);
    Add("/*\n * Licensed to nobody; see the file `LICENSE` (and \"NOTICE\").\n */");
    Add("package com.acme.d" + domain + end);
    Add("import org.junit.jupiter.api.Test" + end);
    Add("import com.acme.base.BaseOf" + domain + end);
    Add("import com.acme.base.CarefulOf" + domain + end);
    Add("import java.util.List" + end + "\n");
    if (random_.Percent(5)) Add("@CarefulOf" + domain);
    const bool derived = random_.Percent(30);
    const std::string base = (kotlin ? " : BaseOf" : " extends BaseOf") + domain;
    Add("public class " + name_ + "Test" + (derived ? base + (kotlin ? "()" : "") : "") + " {");
    for (size_t i = 0; i < source_.tests; ++i) {
      std::string tag = Tag();
      if (!tag.empty()) Add("    @" + tag);
      Add("    @Test");
      Add((kotlin ? "    fun checks" : "    public void checks") + std::to_string(i) + "() {");
      Body(kotlin ? "        val " : "        var ", end, "//");
      Add("    }\n");
    }
    Add("}");
  }

  void Python() {
    Add("import pytest\n\nfrom acme.orders import total, Basket as B\n\n");
    for (size_t i = 0; i < source_.tests; ++i) {
      std::string tag = Tag();
      if (tag == "SmokeTest") Add("@pytest.mark.smoke");
      if (tag.starts_with("Affected")) Add("@pytest.mark.affected_by(\"" + tag.substr(10) + "\")");
      Add("def test_" + std::to_string(i) + "(basket):");
      Body("    ", "", "#");
      Add("");
    }
  }

  void Cpp() {
    Add("#include \"acme/orders.h\"\n\nnamespace acme {\n");
    for (size_t i = 0; i < source_.tests; ++i) {
      std::string tag = Tag();
      if (!tag.empty()) Add("// @" + tag);
      Add("TEST(" + name_ + ", Checks" + std::to_string(i) + ") {");
      Body("  auto ", ";", "//");
      Add("}\n");
    }
    Add("}  // namespace acme");
  }

  void Go() {
    Add("package part\n\nimport \"testing\"\n");
    for (size_t i = 0; i < source_.tests; ++i) {
      std::string tag = Tag();
      if (!tag.empty()) Add("// @" + tag);
      Add("func TestChecks" + std::to_string(i) + "(t *testing.T) {");
      Body("\t", "", "//");
      Add("}\n");
    }
  }

  void Script() {
    Add("import { total } from './orders';\n");
    for (size_t i = 0; i < source_.tests; ++i) {
      std::string tag = Tag();
      if (!tag.empty()) Add("// @" + tag);
      Add("it('checks " + std::to_string(i) + " of " + name_ + "', async () => {");
      Body("  const ", ";", "//");
      Add("});\n");
    }
  }

  RandomNumbers random_;
  size_t domain_;
  size_t index_;  // among the files of the domain
  std::string name_;
  bool edited_;
  TestSource source_;
};

}  // namespace

TestSource MakeTestSource(size_t number, bool edited) { return Writer(number, edited).Make(); }

std::string YamlOfTestDomains() {
  std::string yaml;
  for (size_t i = 0; i < kTestDomains; ++i) {
    const std::string number = std::to_string(i);
    yaml += "Tests" + number + ":\n  include: [testsuite/d" + number + "]\n  suites:\n";
    for (const char* runner : {"junit", "pytest", "gtest", "go", "jest"}) {
      yaml +=
          std::string("    ") + runner + ": {runner: " + runner + ", command: \"run {filter}\"}\n";
    }
  }
  return yaml;
}

}  // namespace testfed::bench
