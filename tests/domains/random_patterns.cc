#include "tests/domains/random_patterns.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "tests/domains/slow_utf8.h"

namespace testfed {
namespace {

using Texts = std::vector<std::string_view>;

std::vector<std::string> Split(std::string_view path) {
  std::vector<std::string> names;
  while (true) {
    const size_t slash = path.find('/');
    names.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return names;
    path.remove_prefix(slash + 1);
  }
}

// A character as it must stand in a pattern.
std::string Quoted(std::string_view character) {
  static constexpr std::string_view kSpecial = "*?[{}\\,!";
  const bool special = kSpecial.find(character) != std::string_view::npos;
  return (special ? "\\" : "") + std::string(character);
}

// What matches one given character, and perhaps more.
std::string BlurCharacter(Random& random, std::string_view character, bool plain) {
  static const Texts kBrackets = {"[ab]",  "[!a]",   "[^.]",   "[a-c]", "[!b-z]", "[a-é]",
                                  "[.-a]", "[]a]",   "[!]a-]", "[-.b]", "[é𝄞]",   "[!é]",
                                  "[b-€]", "[!a-é]", "[*?,]",  "[[a]"};
  if (plain) return Quoted(character);
  switch (random.Below(14)) {
    case 0:
      return "?";
    case 1:
      return std::string(random.Of(kBrackets));
    case 2:
      return "{" + Quoted(character) + "," + (random.OneIn(2) ? "b" : "") + "}";
    case 3:
      return character.size() == 1 ? "\\" + std::string(character) : Quoted(character);
    default:
      return Quoted(character);
  }
}

std::string BlurName(Random& random, std::string_view name, bool plain) {
  if (random.OneIn(7)) return "*";
  const bool utf8 = slow::IsWellFormed(name);
  std::string text;
  size_t stars = 0;
  for (size_t i = 0; i < name.size();) {
    const size_t length = utf8 ? slow::LengthAt(name, i) : 1;
    const std::string_view character = name.substr(i, length);
    const bool byte = static_cast<unsigned char>(character[0]) >= 0x80 && !utf8;
    if (random.OneIn(8) && (text.empty() || text.back() != '*') && stars < 3) {
      text += '*';
      ++stars;
      if (random.OneIn(2)) i += length;
      continue;
    }
    if (byte) {
      text += plain ? "*" : random.OneIn(3) ? "[!a]" : "?";
      if (plain) break;
    } else {
      text += BlurCharacter(random, character, plain);
    }
    i += length;
  }
  return text.empty() ? "*" : text;
}

std::string Blur(Random& random, std::string_view path, bool plain) {
  const std::vector<std::string> names = Split(path);
  std::vector<std::string> segments;
  const size_t count = 1 + random.Below(names.size());
  for (size_t i = 0; i < count; ++i) {
    const bool after_globstar = !segments.empty() && segments.back() == "**";
    if (random.OneIn(7) && !after_globstar) {
      segments.push_back("**");
      if (random.OneIn(2)) continue;
    }
    segments.push_back(BlurName(random, names[i], plain));
  }
  if (!plain && random.OneIn(12)) {
    const size_t at = random.Below(segments.size());
    if (segments[at] != "**") segments[at] = "{" + segments[at] + ",b/" + segments[at] + "}";
  }
  std::string text = random.OneIn(12) ? "/" : "";
  for (size_t i = 0; i < segments.size(); ++i) text += (i == 0 ? "" : "/") + segments[i];
  switch (random.Below(8)) {
    case 0:
      return segments.back() == "**" ? text : text + "/**";
    case 1:
      return segments.back() == "**" ? text : text + "/";
    case 2:
      return text + "/*";
    default:
      return text;
  }
}

std::string Pieces(Random& random) {
  static const Texts kPieces = {
      "a",  "b",     ".",    "ab",  "é",    "/",    "/",  "/", "*",     "*",     "**",   "?",
      "{",  "}",     ",",    "[",   "]",    "!",    "\\", "-", "^",     "a/",    "/**/", "**/",
      "/*", "{a,b}", "{,a}", "[a]", "[!b]", "\xff", "..", "𝄞", "x{a,}", "[é-𝄞]", "#"};
  std::string text;
  for (size_t count = 1 + random.Below(7); count > 0; --count) text += random.Of(kPieces);
  return text;
}

std::vector<std::string> SomePatterns(Random& random, const std::vector<std::string>& paths,
                                      size_t most) {
  std::vector<std::string> patterns;
  for (size_t count = random.Below(most + 1); count > 0; --count) {
    patterns.push_back(RandomValidPattern(random, random.Of(paths)));
  }
  return patterns;
}

}  // namespace

std::uint64_t SeedOfThisRun() {
  const char* given = std::getenv("TESTFED_SEED");
  const std::uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::uint64_t{std::random_device()()};
  std::printf("TESTFED_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

std::string RandomName(Random& random) {
  static const Texts kPieces = {"a",  "a", "a",   "b",    "b", ".", "é",  "𝄞", "\xff", "\xc3",
                                "ab", "-", "a.b", "\xa9", "]", "*", "\n", "c", "A",    "!"};
  std::string name;
  for (size_t count = 1 + random.Below(3); count > 0; --count) {
    // Bytes that are not UTF-8 are rare enough to leave most names decoded.
    std::string_view piece = random.Of(kPieces);
    if (!slow::IsWellFormed(piece) && random.OneIn(2)) piece = "a";
    name += piece;
  }
  return name == "." || name == ".." ? "a" : name;
}

std::string RandomPath(Random& random) {
  std::string path = RandomName(random);
  for (size_t count = random.Below(5); count > 0; --count) path += "/" + RandomName(random);
  return path;
}

std::string RandomPattern(Random& random, std::string_view path) {
  return random.OneIn(3) ? Pieces(random) : Blur(random, path, false);
}

std::string RandomValidPattern(Random& random, std::string_view path, bool plain) {
  while (true) {
    std::string pattern = Blur(random, path, plain);
    if (!slow::PatternError(pattern)) return pattern;
  }
}

RandomRules RandomRuleSet(Random& random) {
  static constexpr std::array<const char*, 6> kNames = {"Aa", "Bb", "Cc", "Dd", "Ee", "Unknown"};
  RandomRules rules;
  rules.exclusive = random.OneIn(2);
  for (int count = 0; count < 6; ++count) rules.paths.push_back(RandomPath(random));
  for (size_t count = 6 + random.Below(8); count > 0; --count) {
    std::string path = random.Of(rules.paths);  // below, beside or above another path
    if (random.OneIn(2) && path.find('/') != std::string::npos) path.resize(path.rfind('/'));
    rules.paths.push_back(random.OneIn(3) ? path : path + "/" + RandomName(random));
  }
  const size_t domains = 1 + random.Below(5);
  const size_t unknown = random.Below(2 * domains);
  for (size_t i = 0; i < domains; ++i) {
    if (i == unknown) {
      rules.domains.push_back({kNames.back(), {}, {}});
      if (random.OneIn(2)) rules.domains.back().include = {random.OneIn(2) ? "**" : "**/*"};
    }
    rules.domains.push_back(
        {kNames[i], SomePatterns(random, rules.paths, 4), SomePatterns(random, rules.paths, 3)});
  }
  if (random.OneIn(2)) rules.ignore = SomePatterns(random, rules.paths, 3);
  if (random.OneIn(3)) rules.full = SomePatterns(random, rules.paths, 1);
  return rules;
}

}  // namespace testfed
