#include "domains/plain_yaml.h"

#include <algorithm>

namespace testfed {
namespace {

constexpr int kMostLevels = 64;      // yaml-cpp reads about 500
constexpr size_t kLongestKey = 500;  // yaml-cpp gives up at 1024

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// No indicator of YAML begins with one of these.
bool MayBeginText(char c) {
  return IsLetterOrDigit(c) || c == '_' || c == '.' || c == '/' || c == '$' || c == '+' ||
         c == '(' || c == '^';
}

bool IsPrintable(char c) { return c >= ' ' && c <= '~'; }

// What yaml-cpp takes for nothing, or a document's end.
bool IsSpecialWord(std::string_view text) {
  return text == "null" || text == "Null" || text == "NULL" || text.starts_with("...");
}

// Every member that returns bool says whether it is still sure.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<YamlNode> Read() {
    YamlNode root;
    // The place of a value that is missing at the very end depends on how the text ends.
    if (!text_.ends_with('\n') || !NextLine(0) || ended_ || column_ != 0) return std::nullopt;
    if (!Block(root, 0) || !ended_) return std::nullopt;
    return root;
  }

 private:
  char At(size_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }
  bool IsBlankAt(size_t offset) const { return At(offset) == ' ' || At(offset) == '\n'; }
  bool IsDash() const { return At(at_) == '-' && IsBlankAt(at_ + 1); }

  Position Here() const { return {line_, static_cast<int>(at_ - line_start_) + 1}; }
  void SkipSpaces() {
    while (At(at_) == ' ') ++at_;
  }

  // A comment is not looked at, but for line breaks that not everybody takes for one.
  bool SkipComment() {
    size_t end = text_.find('\n', at_);
    std::string_view comment = text_.substr(at_, end - at_);
    for (size_t i = 0; i < comment.size(); ++i) {
      const auto c = static_cast<unsigned char>(comment[i]);
      if (c < ' ' || c == 0x7f) return false;
      if (comment.substr(i).starts_with("\xc2\x85") || comment.substr(i).starts_with("\xe2\x80") ||
          comment.substr(i).starts_with("\xef\xbb\xbf")) {
        return false;
      }
    }
    at_ = end;
    return true;
  }

  // To the first line from `offset` on, the beginning of one, that has more than blanks and a
  // comment.
  bool NextLine(size_t offset) {
    at_ = offset;
    while (at_ < text_.size()) {
      ++line_;
      line_start_ = at_;
      SkipSpaces();
      if (At(at_) == '#' && !SkipComment()) return false;
      if (At(at_) != '\n') {
        column_ = at_ - line_start_;
        return true;
      }
      ++at_;
    }
    ended_ = true;
    return true;
  }

  // Nothing more may stand in this line.
  bool EndLine() {
    const bool blank = At(at_) == ' ';
    SkipSpaces();
    if (At(at_) == '#' && (!blank || !SkipComment())) return false;
    return At(at_) == '\n' && NextLine(at_ + 1);
  }
  bool AtEndOfLine() {
    SkipSpaces();
    return At(at_) == '\n' || (At(at_) == '#' && At(at_ - 1) == ' ');
  }

  // The node whose first line is the current one.
  bool Block(YamlNode& node, int level) {
    if (level > kMostLevels) return false;
    return IsDash() ? List(node, level) : Map(node, level);
  }

  bool List(YamlNode& node, int level) {
    const size_t column = column_;
    node.kind = YamlNode::Kind::kList;
    node.position = Here();
    while (!ended_ && column_ == column && IsDash()) {
      ++at_;
      YamlNode& item = node.items.emplace_back();
      if (AtEndOfLine()) {
        if (!EndLine() || ended_ || column_ <= column || !Block(item, level + 1)) return false;
      } else if (IsDash()) {
        return false;
      } else if (IsKey()) {
        column_ = at_ - line_start_;
        if (level >= kMostLevels || !Map(item, level + 1)) return false;
      } else if (!Value(item, level) || !EndLine()) {
        return false;
      }
      if (!ended_ && column_ > column) return false;
    }
    return true;
  }

  bool Map(YamlNode& node, int level) {
    const size_t column = column_;
    node.kind = YamlNode::Kind::kMap;
    node.position = Here();
    while (!ended_ && column_ == column && !IsDash()) {
      YamlMember& member = node.members.emplace_back();
      if (!IsKey() || !Scalar(member.first, false) || At(at_) != ':') return false;
      ++at_;
      YamlNode& value = member.second;
      if (!AtEndOfLine()) {
        if (!Value(value, level) || !EndLine()) return false;
      } else if (!EndLine()) {
        return false;
      } else if (!ended_ && (column_ > column || (column_ == column && IsDash()))) {
        if (!Block(value, level + 1)) return false;
      } else {
        value.position = member.first.position;  // nothing
      }
      if (!ended_ && column_ > column) return false;
    }
    // A list is never in the same column as the keys around it but as the value of one.
    return ended_ || column_ < column || !IsDash();
  }

  // Whether a key and its colon stand here.
  bool IsKey() const {
    size_t end = at_;
    const char first = At(at_);
    if (first == '"' || first == '\'') {
      end = text_.find(first, at_ + 1);
      if (end == std::string_view::npos) return false;
      ++end;
    } else if (MayBeginText(first)) {
      end = PlainEnd();
    } else {
      return false;
    }
    return end - at_ < kLongestKey && At(end) == ':' && IsBlankAt(end + 1);
  }

  // Behind the text without quotes that begins here: at a colon that ends a key, a comment or the
  // end of the line.
  size_t PlainEnd() const {
    size_t end = at_;
    for (; At(end) != '\n'; ++end) {
      if (At(end) == ':' && IsBlankAt(end + 1)) break;
      if (At(end) == '#' && At(end - 1) == ' ') break;
    }
    return end;
  }

  bool Value(YamlNode& node, int level) {
    const char first = At(at_);
    if (first == '[' || first == '{') return Flow(node, level + 1);
    if (!Scalar(node, false)) return false;
    return At(at_) != ':';
  }

  // A text in one line, up to what ends it.
  bool Scalar(YamlNode& node, bool in_flow) {
    node.kind = YamlNode::Kind::kScalar;
    node.position = Here();
    const char first = At(at_);
    if (first == '"' || first == '\'') {
      size_t end = ++at_;
      for (; At(end) != first; ++end) {
        if (!IsPrintable(At(end)) || At(end) == '\\') return false;
      }
      node.text = text_.substr(at_, end - at_);
      node.quoted = true;
      at_ = end + 1;
      const char next = At(at_);
      return next == ' ' || next == '\n' || next == ':' ||
             (in_flow && (next == ',' || next == ']' || next == '}'));
    }
    if (!MayBeginText(first)) return false;
    size_t end = in_flow ? text_.find_first_of(",[]{}:#\n", at_) : PlainEnd();
    std::string_view text = text_.substr(at_, end - at_);
    if (!std::all_of(text.begin(), text.end(), IsPrintable)) return false;
    // yaml-cpp ends a text in a flow there.
    if (in_flow && text.find('?') != std::string_view::npos) return false;
    while (text.ends_with(' ')) text.remove_suffix(1);
    if (IsSpecialWord(text)) return false;
    node.text = text;
    at_ += text.size();
    // Blanks before a colon are legal, and odd.
    return At(end) != ':' || at_ == end;
  }

  // Between the parts of a flow: blanks, line ends, comments.
  bool SkipBetween() {
    while (true) {
      const bool blank = At(at_) == ' ';
      SkipSpaces();
      if (At(at_) == '#' && ((!blank && at_ > line_start_) || !SkipComment())) return false;
      if (At(at_) != '\n') return true;
      if (++at_ >= text_.size()) return false;
      ++line_;
      line_start_ = at_;
      // A line of a flow that is not indented looks like the next key.
      if (At(at_) != ' ' && At(at_) != '\n' && At(at_) != '#') return false;
    }
  }

  bool Flow(YamlNode& node, int level) {
    if (level > kMostLevels) return false;
    const bool list = At(at_) == '[';
    const char close = list ? ']' : '}';
    node.kind = list ? YamlNode::Kind::kList : YamlNode::Kind::kMap;
    node.position = Here();
    ++at_;
    for (bool first = true;; first = false) {
      if (!SkipBetween()) return false;
      if (first && At(at_) == close) break;
      if (!(list ? FlowNode(node.items.emplace_back(), level) : FlowMember(node, level))) {
        return false;
      }
      if (!SkipBetween()) return false;
      if (At(at_) == close) break;
      if (At(at_) != ',') return false;
      ++at_;
    }
    ++at_;
    return true;
  }

  bool FlowMember(YamlNode& node, int level) {
    YamlMember& member = node.members.emplace_back();
    const size_t begin = at_;
    if (!Scalar(member.first, true) || at_ - begin > kLongestKey) return false;
    if (At(at_) != ':' || At(at_ + 1) != ' ') return false;
    ++at_;
    SkipSpaces();
    return FlowNode(member.second, level);
  }

  bool FlowNode(YamlNode& node, int level) {
    const char first = At(at_);
    if (first == '[' || first == '{') return Flow(node, level + 1);
    return Scalar(node, true) && At(at_) != ':';
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_start_ = 0;
  int line_ = 0;       // counts from 1
  size_t column_ = 0;  // of what stands first in the line, or behind its dashes; counts from 0
  bool ended_ = false;
};

}  // namespace

std::optional<YamlNode> ReadPlainYaml(std::string_view text) { return Reader(text).Read(); }

}  // namespace testfed
