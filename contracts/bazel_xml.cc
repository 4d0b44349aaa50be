#include "contracts/bazel_xml.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace testfed {
namespace {

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == ':';
}

// Appends the character in UTF-8; false for what is none.
bool AppendCharacter(unsigned code, std::string& text) {
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
  auto add = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0 | (code >> 6));
    add(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    add(0xe0 | (code >> 12));
    add(0x80 | ((code >> 6) & 0x3f));
    add(0x80 | (code & 0x3f));
  } else {
    add(0xf0 | (code >> 18));
    add(0x80 | ((code >> 12) & 0x3f));
    add(0x80 | ((code >> 6) & 0x3f));
    add(0x80 | (code & 0x3f));
  }
  return true;
}

// What stands between `&` and `;`.
bool AppendEntity(std::string_view entity, std::string& text) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [name, c] : kNamed) {
    if (entity == name) {
      text += c;
      return true;
    }
  }
  if (!entity.starts_with('#')) return false;
  entity.remove_prefix(1);
  int base = 10;
  if (entity.starts_with('x')) {
    base = 16;
    entity.remove_prefix(1);
  }
  unsigned code = 0;
  const char* end = entity.data() + entity.size();
  auto [rest, error] = std::from_chars(entity.data(), end, code, base);
  return error == std::errc() && rest == end && AppendCharacter(code, text);
}

}  // namespace

std::string_view XmlTag::operator[](std::string_view attribute) const {
  for (const auto& [name_of_it, value] : attributes) {
    if (name_of_it == attribute) return value;
  }
  return {};
}

absl::Status XmlTags::Wrong(std::string_view what) const {
  auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
  return Error(file_ + ":" + std::to_string(line) + ": " + std::string(what) +
                   ", which is no output of `bazel query --output=xml`",
               "make the listing again", "bazel query --output=xml 'tests(//...)' > FILE");
}

void XmlTags::SkipBlanks() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n')) {
    ++at_;
  }
}

bool XmlTags::Take(std::string_view expected) {
  if (!text_.substr(at_).starts_with(expected)) return false;
  at_ += expected.size();
  return true;
}

std::string_view XmlTags::TakeName() {
  size_t begin = at_;
  while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

absl::StatusOr<std::string> XmlTags::TakeValue() {
  if (!Take("=\"")) return Wrong("an attribute has no value");
  size_t end = text_.find_first_of("\"<", at_);
  if (end == std::string_view::npos || text_[end] == '<') return Wrong("a value has no end");
  std::string_view written = text_.substr(at_, end - at_);
  std::string value;
  while (!written.empty()) {
    size_t entity = std::min(written.find('&'), written.size());
    value += written.substr(0, entity);
    written.remove_prefix(entity);
    if (written.empty()) break;
    size_t stop = written.find(';');
    if (stop == std::string_view::npos || !AppendEntity(written.substr(1, stop - 1), value)) {
      return Wrong("a `&` begins no known entity");
    }
    written.remove_prefix(stop + 1);
  }
  at_ = end + 1;
  return value;
}

absl::StatusOr<XmlTag> XmlTags::Next() {
  XmlTag tag;
  if (empty_) {
    empty_ = false;
    tag.kind = XmlTag::Kind::kClose;
    tag.name = open_.back();
    open_.pop_back();
    return tag;
  }
  if (at_ == 0 && Take("<?xml")) {
    at_ = std::min(text_.find("?>", at_), text_.size());
    if (!Take("?>")) return Wrong("the first line has no end");
  }
  SkipBlanks();
  if (at_ == text_.size()) {
    if (!open_.empty()) return Wrong("`<" + std::string(open_.back()) + ">` has no end");
    return tag;
  }
  if (Take("</")) {
    tag.kind = XmlTag::Kind::kClose;
    tag.name = TakeName();
    SkipBlanks();
    if (open_.empty() || open_.back() != tag.name || !Take(">")) {
      return Wrong("`</" + std::string(tag.name) + "` closes nothing");
    }
    open_.pop_back();
    return tag;
  }
  if (!Take("<")) return Wrong("there is text outside of tags");
  tag.kind = XmlTag::Kind::kOpen;
  tag.name = TakeName();
  if (tag.name.empty()) return Wrong("a `<` begins no tag");
  while (true) {
    SkipBlanks();
    if (Take(">")) break;
    if (Take("/>")) {
      empty_ = true;
      break;
    }
    std::string_view name = TakeName();
    if (name.empty()) return Wrong("`<" + std::string(tag.name) + "` has no end");
    TESTFED_ASSIGN_OR_RETURN(std::string value, TakeValue());
    tag.attributes.emplace_back(name, std::move(value));
  }
  open_.push_back(tag.name);
  return tag;
}

}  // namespace testfed
