#include "domains/pattern.h"

#include <cstdlib>
#include <mutex>
#include <utility>

#include "domains/path_name.h"

namespace testfed {
namespace {

// Expands braces as text, the way shells do: `src/{a,b}/x` is `src/a/x` and `src/b/x`. Brackets and
// escapes are copied as they stand.
class BraceExpander {
 public:
  explicit BraceExpander(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<std::string>> Expand() {
    TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> alternatives, Sequence());
    if (at_ < text_.size()) {
      return Error("has a `}` without its `{`; write `\\}` for the character");
    }
    return alternatives;
  }

 private:
  // Up to the end, or inside braces up to the `,` or `}` that ends the alternative.
  absl::StatusOr<std::vector<std::string>> Sequence() {
    std::vector<std::string> results = {""};
    while (at_ < text_.size()) {
      size_t length = 1;
      switch (text_[at_]) {
        case '\\':
          if (at_ + 1 == text_.size()) {
            return Error("ends in a backslash; write `\\\\` for the character");
          }
          length = 2;
          break;
        case '[': {
          TESTFED_ASSIGN_OR_RETURN(length, BracketLength(text_.substr(at_)));
          break;
        }
        case '{': {
          TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> alternatives, Braces());
          if (results.size() * alternatives.size() > kMaxAlternatives) return TooMany();
          std::vector<std::string> product;
          product.reserve(results.size() * alternatives.size());
          for (const std::string& head : results) {
            for (const std::string& tail : alternatives) product.push_back(head + tail);
          }
          results = std::move(product);
          continue;
        }
        case ',':
          if (depth_ > 0) return results;
          break;
        case '}':
          return results;
        default:
          break;
      }
      for (std::string& result : results) result += text_.substr(at_, length);
      at_ += length;
    }
    return results;
  }

  absl::StatusOr<std::vector<std::string>> Braces() {
    size_t begin = at_++;
    ++depth_;
    std::vector<std::string> alternatives;
    bool comma = false;
    while (true) {
      TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> more, Sequence());
      alternatives.insert(alternatives.end(), std::make_move_iterator(more.begin()),
                          std::make_move_iterator(more.end()));
      if (alternatives.size() > kMaxAlternatives) return TooMany();
      if (at_ == text_.size()) {
        return Error("has an unclosed `{`; close it, or write `\\{` for the character");
      }
      if (text_[at_++] == '}') break;
      comma = true;
    }
    --depth_;
    if (!comma) return OneAlternative(text_.substr(begin, at_ - begin));
    return alternatives;
  }

  static absl::Status OneAlternative(std::string_view braces) {
    std::string quoted = "`" + std::string(braces) + "`";
    if (braces == "{}") return Error("has empty braces " + quoted + "; remove them");
    if (braces.find("..") != std::string_view::npos) {
      return Error("has the range " + quoted +
                   ", which is not supported; list the alternatives, "
                   "as in `{1,2,3}`");
    }
    return Error("has braces with one alternative " + quoted +
                 "; remove the braces, or write `\\{` "
                 "for the character");
  }

  static absl::Status TooMany() {
    return Error("expands to more than " + std::to_string(kMaxAlternatives) +
                 " alternatives; split it");
  }

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
};

// Splits at slashes; a backslash before a slash means nothing.
std::vector<std::string> SplitSegments(std::string_view text) {
  std::vector<std::string> segments = {""};
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && text[i + 1] == '/') ++i;
    if (text[i] == '/') {
      segments.emplace_back();
    } else if (text[i] == '\\') {
      segments.back() += text.substr(i++, 2);
    } else if (text[i] == '[') {
      size_t length = *BracketLength(text.substr(i));
      segments.back() += text.substr(i, length);
      i += length - 1;
    } else {
      segments.back() += text[i];
    }
  }
  return segments;
}

// The first run of two or more stars that is not escaped and not inside brackets; 0 if none.
size_t StarRun(std::string_view segment) {
  size_t run = 0;
  for (size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] == '*') {
      ++run;
      continue;
    }
    if (run >= 2) return run;
    run = 0;
    if (segment[i] == '\\')
      ++i;
    else if (segment[i] == '[')
      i += *BracketLength(segment.substr(i)) - 1;
  }
  return run >= 2 ? run : 0;
}

// `before` and `after` are the rest of the pattern, with their slashes.
absl::Status StarsInside(const std::string& segment, size_t run, const std::string& before,
                         const std::string& after) {
  if (run > 2) return Error("has `" + std::string(run, '*') + "`; `**` is any number of folders");
  size_t at = segment.find("**");
  std::string siblings = segment;
  siblings.replace(at, 2, "*");
  auto whole = [&](const std::string& repaired) { return "`" + before + repaired + after + "`"; };
  std::string repair;
  if (at > 0 && at + 2 == segment.size()) {
    repair = whole(segment.substr(0, at) + "/**") + " is the folder, " + whole(siblings) +
             " the siblings";
  } else if (at == 0) {
    repair = whole("**/" + siblings) + " is at any depth, " + whole(siblings) + " one segment";
  } else {
    repair = whole(siblings) + " stays inside one segment";
  }
  return Error("has `**` inside a segment; " + repair);
}

// What the last segment says of the files that the alternative matches.
void SetReach(Alternative& alternative) {
  Segment::Kind last = alternative.segments.back().kind;
  if (last == Segment::Kind::kAnyDepth) {
    alternative.segments.pop_back();
    alternative.reach = Reach::kBelow;
  } else if (last == Segment::Kind::kAny && alternative.reach == Reach::kTree) {
    alternative.reach = Reach::kFilesOnly;
  }
}

// Nearly all patterns are ASCII without braces, brackets, `?` and backslashes, and right: these in
// one pass. Nullopt: the whole parser has to look at it, which also knows what is wrong.
std::optional<Alternative> ParsePlain(std::string_view text) {
  Alternative alternative;
  size_t slashes = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool plain =
        byte > 0 && byte < 0x80 && c != '\\' && c != '[' && c != '{' && c != '}' && c != '?';
    if (!plain) return std::nullopt;
    if (c == '/') ++slashes;
  }
  if (text.ends_with('/')) {
    text.remove_suffix(1);
    if (text == "**" || text.ends_with("/**")) return std::nullopt;
    alternative.reach = Reach::kBelow;
  }
  if (text.empty() || text[0] == '!') return std::nullopt;
  alternative.segments.reserve(slashes + 1);
  while (true) {
    size_t slash = text.find('/');
    std::string_view source = text.substr(0, slash);
    Segment& segment = alternative.segments.emplace_back();
    if (!Segment::ParsePlain(source, segment)) return std::nullopt;
    alternative.literals += segment.literals;
    size_t count = alternative.segments.size();
    if (segment.kind == Segment::Kind::kAnyDepth && count > 1 &&
        alternative.segments[count - 2].kind == Segment::Kind::kAnyDepth) {
      return std::nullopt;
    }
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
  }
  SetReach(alternative);
  return alternative;
}

absl::StatusOr<Alternative> ParseAlternative(std::string_view text, bool only) {
  if (text.empty()) {
    return only ? Error("is empty; name a file or folder, or `**` for everything")
                : Error("has an empty alternative left after expansion");
  }
  if (text[0] == '!') {
    return Error(
        "begins with `!`, and patterns do not negate; put the rest under `exclude`, or "
        "write `\\!` for the character");
  }
  std::vector<std::string> sources = SplitSegments(text);
  Alternative alternative;
  if (sources.back().empty() && sources.size() > 1) {
    sources.pop_back();
    alternative.reach = Reach::kBelow;
    if (sources.back() == "**") return Error("has `/` after `**`; leave the slash out");
  }
  for (size_t i = 0; i < sources.size(); ++i) {
    const std::string& source = sources[i];
    if (source.empty()) return Error("has an empty segment (`//`); remove a slash");
    if (source != "**") {
      if (size_t run = StarRun(source); run > 0) {
        std::string before, after;
        for (size_t k = 0; k < i; ++k) before += sources[k] + "/";
        for (size_t k = i + 1; k < sources.size(); ++k) after += "/" + sources[k];
        return StarsInside(source, run, before, after);
      }
    } else if (!alternative.segments.empty() &&
               alternative.segments.back().kind == Segment::Kind::kAnyDepth) {
      return Error("has `**/**`; one `**` is any number of folders");
    }
    TESTFED_ASSIGN_OR_RETURN(Segment segment, Segment::Parse(source));
    alternative.literals += segment.literals;
    alternative.segments.push_back(std::move(segment));
  }
  SetReach(alternative);
  return alternative;
}

// Depth of the deepest match of `alternative` among the path and its ancestors; -1 if none.
int DeepestMatch(const Alternative& alternative, const std::vector<std::string_view>& names) {
  const std::vector<Segment>& segments = alternative.segments;
  size_t end = segments.size();
  std::vector<bool> active(end + 1, false);
  auto activate = [&](std::vector<bool>& set, size_t at) {
    set[at] = true;
    // `**` also stands for no segment at all.
    if (at < end && segments[at].kind == Segment::Kind::kAnyDepth) set[at + 1] = true;
  };
  activate(active, 0);
  int best = -1;
  for (size_t depth = 0;; ++depth) {
    bool is_file = depth == names.size();
    bool reached = active[end] && (alternative.reach == Reach::kTree ||
                                   is_file == (alternative.reach == Reach::kFilesOnly));
    if (reached) best = static_cast<int>(depth);
    if (is_file) return best;
    std::vector<bool> next(end + 1, false);
    for (size_t at = 0; at < end; ++at) {
      if (!active[at]) continue;
      if (segments[at].kind == Segment::Kind::kAnyDepth) {
        activate(next, at);
      } else if (segments[at].Matches(names[depth])) {
        activate(next, at + 1);
      }
    }
    active = std::move(next);
  }
}

}  // namespace

struct Pattern::Parsed {
  std::once_flag once;  // of what OfParsed made
  std::vector<Alternative> alternatives;
};

namespace {

absl::StatusOr<std::vector<Alternative>> ParseAlternatives(std::string_view text) {
  if (text.size() > kMaxPatternBytes) {
    return Error("has " + std::to_string(text.size()) + " bytes; at most " +
                 std::to_string(kMaxPatternBytes) + " are allowed");
  }
  std::vector<Alternative> alternatives;
  if (std::optional<Alternative> plain =
          ParsePlain(text.starts_with('/') ? text.substr(1) : text)) {
    alternatives.push_back(*std::move(plain));
    return alternatives;
  }
  if (!IsUtf8(text)) return Error("is not UTF-8");
  if (text.find('\0') != std::string_view::npos) return Error("has a NUL byte, which no path has");
  // A leading slash means nothing, also behind a backslash.
  size_t slash = text.starts_with('/') ? 1 : text.starts_with("\\/") ? 2 : 0;
  BraceExpander expander(text.substr(slash));
  TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> expanded, expander.Expand());
  for (const std::string& one : expanded) {
    TESTFED_ASSIGN_OR_RETURN(Alternative alternative, ParseAlternative(one, expanded.size() == 1));
    alternatives.push_back(std::move(alternative));
  }
  return alternatives;
}

}  // namespace

absl::StatusOr<Pattern> Pattern::Parse(std::string_view text) {
  TESTFED_ASSIGN_OR_RETURN(std::vector<Alternative> alternatives, ParseAlternatives(text));
  Pattern pattern;
  pattern.text_ = std::string(text);
  pattern.parsed_ = std::make_shared<Parsed>();
  pattern.parsed_->alternatives = std::move(alternatives);
  std::call_once(pattern.parsed_->once, [] {});
  return pattern;
}

Pattern Pattern::OfParsed(std::string text) {
  Pattern pattern;
  pattern.text_ = std::move(text);
  pattern.parsed_ = std::make_shared<Parsed>();
  return pattern;
}

const std::vector<Alternative>& Pattern::alternatives() const {
  static const auto* const none = new std::vector<Alternative>();
  if (parsed_ == nullptr) return *none;
  std::call_once(parsed_->once, [this] {
    auto alternatives = ParseAlternatives(text_);
    if (!alternatives.ok()) std::abort();  // to match nothing would be a wrong answer
    parsed_->alternatives = *std::move(alternatives);
  });
  return parsed_->alternatives;
}

std::string_view Pattern::LiteralFolder() const {
  std::string_view text = text_;
  if (text.starts_with('/')) text.remove_prefix(1);
  if (const size_t odd = text.find_first_of("*?[]{}\\"); odd != std::string_view::npos) {
    const size_t slash = text.rfind('/', odd);
    return slash == std::string_view::npos ? "" : text.substr(0, slash);
  }
  if (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

std::optional<Rank> Pattern::Match(std::string_view path) const {
  std::vector<std::string_view> names;
  while (true) {
    size_t slash = path.find('/');
    names.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  std::optional<Rank> best;
  for (const Alternative& alternative : alternatives()) {
    int depth = DeepestMatch(alternative, names);
    if (depth < 0) continue;
    Rank rank{depth, alternative.literals};
    if (!best || rank > *best) best = rank;
  }
  return best;
}

}  // namespace testfed
