// Names that are known without their sources: JUnit's (JUnit 5 user guide, "Annotations"), those of
// the Java platform and of Kotlin's library.
#ifndef TESTFED_CONTRACTS_JVM_LIBRARY_H_
#define TESTFED_CONTRACTS_JVM_LIBRARY_H_

#include <string_view>

namespace testfed {

// By full name: makes a method a test. JUnit Jupiter, JUnit 4, kotlin.test.
bool IsTestAnnotation(std::string_view full_name);
// Of these a method that returns a value is a test too.
bool IsTestFactory(std::string_view full_name);
// Full names that this file knows in packages that users import with a wildcard.
bool IsJunitName(std::string_view full_name);
// Packages whose types never carry a tag of a user and cannot bring tests along: JUnit's own, java,
// javax, jdk, kotlin.
bool IsPlatformName(std::string_view full_name);
// The same for names without an import: java.lang and Kotlin's default imports.
bool IsPlatformSimpleName(std::string_view simple_name);
// A library's annotation on a method that by its name makes it a test (CartesianTest, ArchTest):
// testfed cannot see what it is made of.
bool LooksLikeTestAnnotation(std::string_view simple_name);
// A class that a runner takes for a test class by its name: JUnit's console pattern, and *IT,
// *Spec.
bool LooksLikeTestClass(std::string_view simple_name);

bool IsPrimitive(std::string_view java_type);
// java.lang.X of X; "" for what is not known.
std::string_view JavaLangName(std::string_view simple_name);
// The JVM's name of a type of Kotlin's library: `Int` is `int`, `Int?` java.lang.Integer.
std::string_view KotlinTypeName(std::string_view simple_name, bool nullable);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_JVM_LIBRARY_H_
