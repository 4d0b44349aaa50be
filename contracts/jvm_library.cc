#include "contracts/jvm_library.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace testfed {
namespace {

constexpr std::string_view kTestAnnotations[] = {
    "org.junit.jupiter.api.Test",
    "org.junit.jupiter.params.ParameterizedTest",
    "org.junit.jupiter.api.RepeatedTest",
    "org.junit.jupiter.api.TestFactory",
    "org.junit.jupiter.api.TestTemplate",
    "org.junit.Test",
    "org.junit.experimental.theories.Theory",
    "kotlin.test.Test",
};

constexpr std::string_view kOthers[] = {
    "org.junit.jupiter.api.DisplayName",
    "org.junit.jupiter.api.BeforeEach",
    "org.junit.jupiter.api.AfterEach",
    "org.junit.jupiter.api.BeforeAll",
    "org.junit.jupiter.api.AfterAll",
    "org.junit.jupiter.api.Disabled",
    "org.junit.jupiter.api.Timeout",
    "org.junit.jupiter.api.Order",
    "org.junit.jupiter.api.TestInstance",
    "org.junit.jupiter.api.TestMethodOrder",
    "org.junit.jupiter.api.DisplayNameGeneration",
    "org.junit.jupiter.api.IndicativeSentencesGeneration",
    "org.junit.jupiter.api.extension.ExtendWith",
    "org.junit.jupiter.api.extension.RegisterExtension",
    "org.junit.jupiter.params.provider.MethodSource",
    "org.junit.jupiter.params.provider.ValueSource",
    "org.junit.jupiter.params.provider.CsvSource",
    "org.junit.jupiter.params.provider.EnumSource",
    "org.junit.jupiter.params.provider.ArgumentsSource",
    "org.junit.Before",
    "org.junit.After",
    "org.junit.BeforeClass",
    "org.junit.AfterClass",
    "org.junit.Ignore",
    "org.junit.Rule",
    "org.junit.ClassRule",
    "org.junit.jupiter.api.Tag",
    "org.junit.jupiter.api.Tags",
    "org.junit.jupiter.api.Nested",
    "org.junit.jupiter.api.TestInfo",
    "org.junit.jupiter.api.TestReporter",
    "org.junit.jupiter.api.RepetitionInfo",
};

constexpr std::string_view kJavaLang[] = {
    "java.lang.String",
    "java.lang.Object",
    "java.lang.Integer",
    "java.lang.Long",
    "java.lang.Short",
    "java.lang.Byte",
    "java.lang.Character",
    "java.lang.Boolean",
    "java.lang.Double",
    "java.lang.Float",
    "java.lang.Number",
    "java.lang.CharSequence",
    "java.lang.Class",
    "java.lang.Iterable",
    "java.lang.Runnable",
    "java.lang.Thread",
    "java.lang.Throwable",
    "java.lang.Exception",
    "java.lang.Error",
    "java.lang.Comparable",
    "java.lang.Enum",
    "java.lang.Record",
    "java.lang.Void",
    "java.lang.StringBuilder",
    "java.lang.RuntimeException",
};

struct KotlinName {
  std::string_view name, jvm, nullable;  // `nullable` where it differs
};
constexpr KotlinName kKotlinNames[] = {
    {"Int", "int", "java.lang.Integer"},
    {"Long", "long", "java.lang.Long"},
    {"Short", "short", "java.lang.Short"},
    {"Byte", "byte", "java.lang.Byte"},
    {"Char", "char", "java.lang.Character"},
    {"Boolean", "boolean", "java.lang.Boolean"},
    {"Double", "double", "java.lang.Double"},
    {"Float", "float", "java.lang.Float"},
    {"String", "java.lang.String", ""},
    {"Any", "java.lang.Object", ""},
    {"Number", "java.lang.Number", ""},
    {"CharSequence", "java.lang.CharSequence", ""},
    {"Throwable", "java.lang.Throwable", ""},
    {"Exception", "java.lang.Exception", ""},
    {"IntArray", "int[]", ""},
    {"LongArray", "long[]", ""},
    {"ByteArray", "byte[]", ""},
    {"CharArray", "char[]", ""},
    {"DoubleArray", "double[]", ""},
    {"BooleanArray", "boolean[]", ""},
    {"List", "java.util.List", ""},
    {"MutableList", "java.util.List", ""},
    {"Set", "java.util.Set", ""},
    {"MutableSet", "java.util.Set", ""},
    {"Map", "java.util.Map", ""},
    {"MutableMap", "java.util.Map", ""},
    {"Collection", "java.util.Collection", ""},
    {"Iterable", "java.lang.Iterable", ""},
};

template <size_t N>
bool IsIn(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

bool IsTestAnnotation(std::string_view name) { return IsIn(kTestAnnotations, name); }
bool IsTestFactory(std::string_view name) { return name == "org.junit.jupiter.api.TestFactory"; }

bool IsJunitName(std::string_view name) {
  return (name.starts_with("org.junit.") || name.starts_with("kotlin.test.")) &&
         (IsIn(kTestAnnotations, name) || IsIn(kOthers, name));
}

bool IsPlatformName(std::string_view name) {
  for (std::string_view prefix :
       {"java.", "javax.", "jdk.", "kotlin.", "org.junit.", "junit.", "org.hamcrest."}) {
    if (name.starts_with(prefix)) return true;
  }
  return name.find('.') == std::string_view::npos && IsPlatformSimpleName(name);
}

bool IsPlatformSimpleName(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "Override",    "Deprecated",   "SuppressWarnings", "FunctionalInterface",
      "SafeVarargs", "Suppress",     "JvmStatic",        "JvmField",
      "JvmName",     "JvmOverloads", "JvmDefault",       "Throws",
      "OptIn",       "Synchronized", "Volatile",         "Transient",
      "Retention",   "Target",       "MustBeDocumented", "Repeatable",
      "Strictfp",    "Any",          "AutoCloseable",    "Annotation",
      "Cloneable",
  };
  return IsIn(kNames, name) || !JavaLangName(name).empty();
}

bool LooksLikeTestAnnotation(std::string_view name) {
  if (!name.ends_with("Test")) return false;
  for (std::string_view prefix : {"Before", "After", "Ignore", "Disable", "Skip"}) {
    if (name.starts_with(prefix)) return false;
  }
  return true;
}

bool LooksLikeTestClass(std::string_view name) {
  for (std::string_view ending : {"Test", "Tests", "TestCase", "IT", "Spec"}) {
    if (name.ends_with(ending)) return true;
  }
  return name.starts_with("Test");
}

bool IsPrimitive(std::string_view type) {
  static constexpr std::string_view kNames[] = {"int",  "long",    "short",  "byte",
                                                "char", "boolean", "double", "float"};
  return IsIn(kNames, type);
}

std::string_view JavaLangName(std::string_view name) {
  for (std::string_view full : kJavaLang) {
    if (full.substr(10) == name) return full;
  }
  return "";
}

std::string_view KotlinTypeName(std::string_view name, bool nullable) {
  for (const KotlinName& known : kKotlinNames) {
    if (known.name == name) return nullable && !known.nullable.empty() ? known.nullable : known.jvm;
  }
  return "";
}

}  // namespace testfed
